/** Looks for words in bytes, before anything is decoded. */
export class WordScanner {
  readonly #words: readonly Buffer[];
  readonly #wide: readonly Buffer[];
  /** The length of the longest word in any encoding that is looked for. */
  readonly longest: number;

  constructor(words: readonly string[]) {
    this.#words = shortestFirst(words).map((word) => Buffer.from(word, "latin1"));
    this.#wide = this.#words.flatMap((word) => {
      const little = Buffer.from(word.toString("latin1"), "utf16le");
      return [little, Buffer.from(little).swap16()];
    });
    this.longest = Math.max(0, ...this.#wide.map(({ length }) => length));
  }

  /** Whether a word occurs, in ASCII or, where there are zero bytes at the start, in UTF-16. */
  occursIn(bytes: Buffer): boolean {
    if (this.#words.some((word) => bytes.includes(word))) return true;
    return bytes.subarray(0, 4).includes(0) && this.#wide.some((word) => bytes.includes(word));
  }
}

/** A word that contains another one needs no search of its own. */
function shortestFirst(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (const word of words.toSorted((left, right) => left.length - right.length)) {
    if (!kept.some((shorter) => word.includes(shorter))) kept.push(word);
  }
  return kept;
}
