/** The caller of the command line made a mistake: shown without a stack, exit code 2. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
}
