/** A file to be written. */
export interface GeneratedFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
  /** What the file holds now; null for one that must not be there yet. */
  readonly before: string | null;
}
