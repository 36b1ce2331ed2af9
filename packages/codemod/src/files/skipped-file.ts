/** Why a file was not looked at, or not written. Codes are stable. */
export type SkipReason =
  | "ENCODING"
  | "GENERATED"
  | "TOO_LARGE"
  | "SYMLINK"
  | "SUBMODULE"
  | "NODE_MODULES"
  | "IGNORED"
  | "NOT_SOURCE"
  | "UNREADABLE"
  | "HARD_LINK"
  | "READ_ONLY"
  | "CHANGED_MEANWHILE"
  | "TYPE_ERRORS";

/** A file that the codemod left alone, and why. */
export interface SkippedFile {
  /** Absolute. */
  readonly path: string;
  readonly reason: SkipReason;
  /** In one sentence without full stop. */
  readonly message: string;
}
