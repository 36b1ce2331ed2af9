import type { SourceText } from "../model.js";
import type { SourceKind } from "./source-kind.js";

/** A file that contains a word of the migration, as it was when it was read. */
export interface SourceFile extends SourceText {
  readonly kind: SourceKind;
  /** Whether a byte order mark stands before `text`. */
  readonly hasBom: boolean;
  /** SHA-256 of the bytes, to notice that somebody else wrote the file meanwhile. */
  readonly hash: string;
}
