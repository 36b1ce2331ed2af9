/** The caller of the command line made a mistake. */
export class UsageError extends TypeError {
  override readonly name = "UsageError";
}
