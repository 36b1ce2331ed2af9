import type { IdNumbers } from "./id-numbers.js";

const FIRST_SLOTS = 1_024;
const UNUSED = 0;

/**
 * Ids with a number each, twelve bytes an id in flat arrays: nothing for the garbage collector to look through, and no id is kept
 * as text. An id is told by its 64 bits, so two different ones are taken for one only by an accident in 2^64.
 */
export class IdTable {
  #low = new Uint32Array(FIRST_SLOTS);
  #high = new Uint32Array(FIRST_SLOTS);
  /** The number plus one, so that zero is an unused slot. */
  #content = new Uint32Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of an id, or `undefined`. */
  get(id: IdNumbers): number | undefined {
    const content = this.#content[this.#slotOf(id)] ?? UNUSED;
    return content === UNUSED ? undefined : content - 1;
  }

  /** Adds an id that is not there yet, with a number below 2^32 - 1. */
  add(id: IdNumbers, content: number): void {
    if (this.#size * 2 >= this.#low.length) this.#grow();
    this.#put(id, content + 1);
    this.#size += 1;
  }

  /** The slot of the id, or the unused one where it belongs. */
  #slotOf({ low, high }: IdNumbers): number {
    const mask = this.#low.length - 1;
    let slot = low & mask;
    while (this.#content[slot] !== UNUSED && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  #put(id: IdNumbers, content: number): void {
    const slot = this.#slotOf(id);
    this.#low[slot] = id.low;
    this.#high[slot] = id.high;
    this.#content[slot] = content;
  }

  #grow(): void {
    const [low, high, content] = [this.#low, this.#high, this.#content];
    const slots = low.length * 2;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#content = new Uint32Array(slots);
    for (const [slot, number] of content.entries()) {
      if (number !== UNUSED) this.#put({ low: low[slot] ?? 0, high: high[slot] ?? 0 }, number);
    }
  }
}
