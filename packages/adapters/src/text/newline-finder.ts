/** Finds line terminators in bytes of one encoding; in UTF-16 only at even places, where code units begin. */
export class NewlineFinder {
  readonly #newline: Buffer;

  constructor(encoding: string, newline: "\n" | "\r") {
    const code = newline.charCodeAt(0);
    this.#newline = encoding === "utf-16le" ? Buffer.of(code, 0) : encoding === "utf-16be" ? Buffer.of(0, code) : Buffer.of(code);
  }

  /** The terminator's length in bytes. */
  get length(): number {
    return this.#newline.length;
  }

  /** Where the next terminator begins, or -1. */
  next(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(this.#newline, from);
    while (this.#isSplit(at)) at = bytes.indexOf(this.#newline, at + 1);
    return at;
  }

  /** Where the last terminator begins, or -1. */
  last(bytes: Buffer): number {
    let at = bytes.lastIndexOf(this.#newline);
    while (this.#isSplit(at)) at = bytes.lastIndexOf(this.#newline, at - 1);
    return at;
  }

  /** Whether halves of two neighbouring code units look like a terminator. */
  #isSplit(at: number): boolean {
    return this.#newline.length === 2 && at % 2 === 1;
  }
}
