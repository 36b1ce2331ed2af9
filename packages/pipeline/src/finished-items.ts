import { checkpointKey } from "@sluice/core-events";
import { occurrenceKey, occurrenceKeys } from "./occurrence-key.js";
import type { SourceState } from "./source-position.js";

/** How many items behind the named ones may still turn out to be one of them, where a source has shifted between runs. */
const SEARCH_MARGIN = 4096;

/**
 * Recognises, on resume, the items behind the cursor that are finished already: by id, or by position where the checkpoint
 * counts instead.
 */
export class FinishedItems {
  readonly #keys: Set<string>;
  readonly #seen = new Map<string, number>();
  readonly #ahead: Set<number>;
  readonly #count: number;
  #position = 0;

  constructor(finished: SourceState["finished"]) {
    this.#keys = new Set("keys" in finished ? occurrenceKeys(finished.keys) : []);
    this.#count = "keys" in finished ? 0 : finished.count;
    this.#ahead = new Set("keys" in finished ? [] : finished.ahead);
  }

  /**
   * The finished items that have not come by yet, positions counted from where reading began again; `null` when nobody needs
   * to ask any more. A checkpoint has to name them again: a run may end before it has passed them all.
   */
  get unseen(): SourceState["finished"] | null {
    if (this.exhausted) return null;
    return this.#keys.size > 0 ? { keys: [...this.#keys] } : { count: this.#count, ahead: [...this.#ahead] };
  }

  /** Whether every finished item has come by, or is not to be expected any more. */
  get exhausted(): boolean {
    if (this.#keys.size > 0) return this.#position > SEARCH_MARGIN;
    return this.#position >= this.#count && this.#ahead.size === 0;
  }

  /** Whether the next item of the source is finished; call it once per item, in order. */
  takes(docId: string): boolean {
    const position = this.#position;
    this.#position += 1;
    if (this.#keys.size > 0) return this.#keys.delete(occurrenceKey(checkpointKey(docId), this.#seen));
    return position < this.#count || this.#ahead.delete(position);
  }
}
