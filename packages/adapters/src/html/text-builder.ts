const GAPS = ["", " ", "\t", "\n", "\n\n"] as const;

/** What stands between two pieces of text. */
export type Gap = (typeof GAPS)[number];

/** Puts pieces of text together as a browser would show them: runs of white space count once, blocks stand apart. */
export class TextBuilder {
  readonly #parts: string[] = [];
  #gap: Gap = "";

  /** Adds text of which white space is collapsed. */
  append(text: string): void {
    const collapsed = text.replaceAll(/[ \t\n\r\f]+/g, " ");
    if (collapsed.startsWith(" ")) this.separate(" ");
    const visible = collapsed.slice(collapsed.startsWith(" ") ? 1 : 0, collapsed.endsWith(" ") ? -1 : undefined);
    if (visible === "") return;
    this.#push(visible);
    if (collapsed.endsWith(" ")) this.separate(" ");
  }

  /** Adds text as it is. */
  appendPreserved(text: string): void {
    if (text !== "") this.#push(text.replaceAll(/\r\n?/g, "\n"));
  }

  /** Keeps what follows apart by at least this. */
  separate(gap: Gap): void {
    if (GAPS.indexOf(gap) > GAPS.indexOf(this.#gap)) this.#gap = gap;
  }

  /** What was added so far, without white space around it. */
  toString(): string {
    return this.#parts.join("").trim();
  }

  #push(text: string): void {
    if (this.#parts.length > 0) this.#parts.push(this.#gap);
    this.#parts.push(text);
    this.#gap = "";
  }
}
