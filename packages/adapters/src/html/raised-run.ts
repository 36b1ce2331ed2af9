import { raisedText } from "../pmc/raised-text.js";

/** Holds back what stands in a `<sup>` until its end, since only then is it known how it reads. */
export class RaisedRun {
  #openAt: number | null = null;
  #text = "";

  /** An element has begun; one inside another counts with it. */
  open(name: string, depth: number): void {
    if (name === "sup" && this.#openAt === null) this.#openAt = depth;
  }

  /** Whether the text is held back. */
  holds(text: string): boolean {
    if (this.#openAt === null) return false;
    this.#text += text;
    return true;
  }

  /** What was held back, if the element at this depth or above is where it ends; else nothing. */
  close(depth: number): string {
    if (this.#openAt === null || depth > this.#openAt) return "";
    return raisedText(this.abandon());
  }

  /** What was held back, as it is: a block inside shows that the element was never ended. */
  abandon(): string {
    const text = this.#text;
    this.#openAt = null;
    this.#text = "";
    return text;
  }
}
