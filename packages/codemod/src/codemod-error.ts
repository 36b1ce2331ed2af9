/** Why the codemod could not do what it was asked. Codes are stable. */
export type CodemodErrorCode =
  | "GIT_DIRTY"
  | "GIT_UNAVAILABLE"
  | "GIT_FAILED"
  | "PACKAGE_NOT_FOUND"
  | "EDITS_OVERLAP"
  | "RESULT_INVALID";

/** What makes a {@link CodemodError}. */
export interface CodemodErrorOptions {
  readonly code: CodemodErrorCode;
  /** The files it is about, absolute. */
  readonly paths?: readonly string[];
  readonly cause?: unknown;
}

/**
 * The codemod could not do what it was asked, and has written nothing. The caller's mistakes are `TypeError` and
 * `RangeError` instead.
 */
export class CodemodError extends Error {
  override readonly name = "CodemodError";
  readonly code: CodemodErrorCode;
  readonly paths: readonly string[];

  constructor(message: string, { code, paths = [], cause }: CodemodErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.paths = paths;
  }
}
