import { checkpointKey } from "@sluice/core-events";
import type { SourceState } from "./source-position.js";

/** How many items behind the named ones may still turn out to be one of them, where a source has shifted between runs. */
const SEARCH_MARGIN = 4096;

/**
 * Recognises, on resume, the items behind the cursor that are finished already. By id, each as often as it was finished;
 * by position where the source sets no marks.
 */
export class FinishedItems {
  readonly #keys = new Map<string, number>();
  readonly #ahead: ReadonlySet<number>;
  readonly #count: number;
  #position = 0;
  #remaining: number;

  constructor(finished: SourceState["finished"]) {
    const keys = "keys" in finished ? finished.keys : [];
    for (const key of keys) this.#keys.set(key, (this.#keys.get(key) ?? 0) + 1);
    this.#count = "keys" in finished ? 0 : finished.count;
    this.#ahead = new Set("keys" in finished ? [] : finished.ahead);
    this.#remaining = "keys" in finished ? keys.length : this.#count + this.#ahead.size;
  }

  /** Whether every finished item has come by, so that nobody needs to ask any more. */
  get exhausted(): boolean {
    return this.#remaining === 0 || (this.#count === 0 && this.#ahead.size === 0 && this.#position > SEARCH_MARGIN);
  }

  /** Whether the next item of the source is finished; call it once per item, in order. */
  takes(docId: string): boolean {
    const position = this.#position;
    this.#position += 1;
    const finished = position < this.#count || this.#ahead.has(position) || this.#takesKey(docId);
    if (finished) this.#remaining -= 1;
    return finished;
  }

  #takesKey(docId: string): boolean {
    if (this.#keys.size === 0) return false;
    const key = checkpointKey(docId);
    const left = this.#keys.get(key) ?? 0;
    if (left > 0) this.#keys.set(key, left - 1);
    return left > 0;
  }
}
