/** What a worker is asked to extract. */
export interface PdfJob {
  readonly bytes: Uint8Array;
  readonly password: string | undefined;
  readonly maxPages: number;
  /** Most characters of text in all. */
  readonly maxTextChars: number;
}

/** One entry of a table of contents. */
export interface OutlineEntry {
  readonly title: string;
  /** From 0. */
  readonly depth: number;
}

/** What a PDF holds, as far as we read it. */
export interface PdfContent {
  /** The text of each page. */
  readonly pages: readonly string[];
  /** Characters in runs written from right to left, and in all. */
  readonly rightToLeftChars: number;
  readonly chars: number;
  /** The information dictionary: strings, numbers, booleans. */
  readonly info: Readonly<Record<string, string | number | boolean>>;
  readonly outline: readonly OutlineEntry[];
  /** What the parser had to say, each once, at most ten. */
  readonly warnings: readonly string[];
}

/** Why there is no content. */
export interface PdfFailure {
  readonly kind: "missing-library" | "encrypted" | "too-many-pages" | "too-much-text" | "malformed";
  readonly message: string;
}

/** A worker's answer to one job. */
export type PdfAnswer = { readonly content: PdfContent } | { readonly failure: PdfFailure };
