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
  /** Characters of pieces that hold letters: those written from right to left, and all. */
  readonly rightToLeftChars: number;
  readonly chars: number;
  /** Characters that stand for no text, left out of it: what a font does not say the meaning of. */
  readonly unreadableChars: number;
  /** The information dictionary: strings, numbers, booleans. */
  readonly info: Readonly<Record<string, string | number | boolean>>;
  /** What the XMP metadata says, by our names: title, author, language, license, doi. */
  readonly xmp: Readonly<Record<string, string>>;
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
