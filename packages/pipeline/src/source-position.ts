import { type Checkpoint, checkpointKey, type JsonValue } from "@sluice/core-events";
import { copyCursor } from "./copy-cursor.js";
import type { FinishedItems } from "./finished-items.js";
import { occurrenceKeys } from "./occurrence-key.js";

/** The part of a checkpoint that says where in its source a run stands. */
export type SourceState = Pick<Checkpoint, "cursor" | "lowWaterMark" | "finished">;

/** Most ids kept in memory: a mark every 1,000 items and a full window behind it fit. */
const MAX_IDS = 2048;
/** Most bytes of ids that one checkpoint names; where there are more, a resume counts instead. */
const MAX_KEY_BYTES = 48 * 1024;
/** An escaped control character. */
const MOST_BYTES_PER_CHAR = 6;

type Counted = Extract<SourceState["finished"], { readonly count: number }>;

interface Mark {
  readonly cursor: JsonValue | null;
  /** Number of the first item behind the mark. */
  readonly ordinal: number;
  /** Whether `cursor` is the adapter's own, not the start of the source. */
  readonly named: boolean;
}

/**
 * Keeps account of which items of a source are finished, in memory bounded by the window and the distance between marks.
 *
 * Items are numbered as they are fetched. All items below the low-water mark are finished; of those above, a flag each
 * says so, in a window that bounds how far fetching may run ahead of the oldest unfinished item.
 */
export class SourcePosition {
  readonly #flags: Uint8Array;
  readonly #mask: number;
  readonly #before: number;
  readonly #earlier: FinishedItems | null;
  #marks: Mark[];
  /** Ids of the items from `#idsFrom` on; `null` where too many followed the last mark. */
  #ids: string[] | null = [];
  #idsFrom = 0;
  #next = 0;
  #low = 0;

  /**
   * @param window Most items between the oldest unfinished one and the newest; a power of two.
   * @param earlier The items behind the cursor that earlier attempts have finished, as far as they have not come by yet.
   */
  constructor(window: number, resumedFrom: SourceState | null, earlier: FinishedItems | null) {
    this.#earlier = earlier;
    this.#flags = new Uint8Array(window);
    this.#mask = window - 1;
    this.#before = resumedFrom?.lowWaterMark ?? 0;
    const named = resumedFrom !== null && "keys" in resumedFrom.finished;
    this.#marks = [{ cursor: resumedFrom?.cursor ?? null, ordinal: 0, named }];
  }

  /** Whether another item may be fetched before the oldest unfinished one is done. */
  hasRoom(): boolean {
    return this.#next - this.#low <= this.#mask;
  }

  /** Numbers the next item. */
  begin(docId: string): number {
    if (this.#ids !== null && this.#ids.length >= MAX_IDS) this.#forgetIds();
    this.#ids?.push(docId);
    return this.#next++;
  }

  /** Marks an item as finished. */
  end(ordinal: number): void {
    if (ordinal !== this.#low) {
      this.#flags[ordinal & this.#mask] = 1;
      return;
    }
    do {
      this.#flags[this.#low & this.#mask] = 0;
      this.#low += 1;
    } while (this.#low < this.#next && this.#flags[this.#low & this.#mask] === 1);
  }

  /**
   * Notes that reading can begin again at `cursor`, which stands before the next item.
   * @throws {TypeError} If the cursor is not JSON; then nothing has changed.
   */
  mark(cursor: JsonValue): void {
    const mark = { cursor: copyCursor(cursor), ordinal: this.#next, named: true };
    if (this.#marks.at(-1)?.ordinal === this.#next) this.#marks.pop();
    this.#marks.push(mark);
    if (this.#ids === null) {
      this.#ids = [];
      this.#idsFrom = this.#next;
    }
    this.#advance();
  }

  /** Where the source stands now. */
  state(): SourceState {
    this.#advance();
    const base = this.#base();
    return { cursor: base.cursor, lowWaterMark: this.#before + base.ordinal, finished: this.#finished(base) };
  }

  #finished(base: Mark): SourceState["finished"] {
    const unseen = this.#earlier?.unseen ?? { keys: [] };
    if ("count" in unseen) return this.#finishedCount(base, unseen);
    const keys = base.named ? this.#finishedKeys(base) : null;
    if (keys === null) return this.#finishedCount(base, { count: 0, ahead: [] });
    return { keys: [...keys, ...unseen.keys] };
  }

  /** `null` where the ids are not known any more, or would make the checkpoint too large. */
  #finishedKeys(base: Mark): string[] | null {
    if (this.#ids === null || this.#idsFrom > base.ordinal) return null;
    const all = this.#ids.map(checkpointKey);
    const keys = this.#low === this.#next ? all : toldApart(all).filter((_, index) => this.#isFinished(this.#idsFrom + index));
    return isSmall(keys) ? keys : null;
  }

  #finishedCount(base: Mark, unseen: Counted): Counted {
    if (unseen.count > this.#next) return { count: unseen.count - base.ordinal, ahead: unseen.ahead.map((position) => position - base.ordinal) };
    const ahead: number[] = [];
    for (let ordinal = this.#low; ordinal < this.#next; ordinal += 1) {
      if (this.#isFinished(ordinal)) ahead.push(ordinal - base.ordinal);
    }
    for (const position of unseen.ahead) ahead.push(position - base.ordinal);
    return { count: this.#low - base.ordinal, ahead };
  }

  #isFinished(ordinal: number): boolean {
    return ordinal < this.#low || (ordinal < this.#next && this.#flags[ordinal & this.#mask] === 1);
  }

  /** Moves the base to the last mark before which everything is finished. */
  #advance(): void {
    let reached = 0;
    while ((this.#marks[reached + 1]?.ordinal ?? Infinity) <= this.#low) reached += 1;
    if (reached === 0) return;
    this.#marks = this.#marks.slice(reached);
    this.#forgetIdsBefore(this.#base().ordinal);
  }

  /** Makes room for ids: those before the last mark go first, and all of them if that is not enough. */
  #forgetIds(): void {
    this.#advance();
    if (this.#ids !== null && this.#ids.length >= MAX_IDS) this.#forgetIdsBefore(this.#marks.at(-1)?.ordinal ?? 0);
    if (this.#ids !== null && this.#ids.length >= MAX_IDS) this.#ids = null;
  }

  #forgetIdsBefore(ordinal: number): void {
    if (this.#ids === null || ordinal <= this.#idsFrom) return;
    this.#ids = this.#ids.slice(ordinal - this.#idsFrom);
    this.#idsFrom = ordinal;
  }

  #base(): Mark {
    return this.#marks[0] as Mark; // never empty: made with one, and cut from the left up to a found one
  }
}

function toldApart(keys: readonly string[]): readonly string[] {
  return new Set(keys).size === keys.length ? keys : occurrenceKeys(keys);
}

function isSmall(keys: readonly string[]): boolean {
  let chars = 3 * keys.length;
  for (const key of keys) chars += key.length;
  return chars * MOST_BYTES_PER_CHAR <= MAX_KEY_BYTES || Buffer.byteLength(JSON.stringify(keys)) <= MAX_KEY_BYTES;
}

/** How far fetching may run ahead of the oldest unfinished document: 64 per slot, at most 1,024, at least two per slot. */
export function windowFor(concurrency: number): number {
  const wished = Math.max(Math.min(64 * concurrency, 1024), 2 * concurrency);
  return 2 ** Math.ceil(Math.log2(wished));
}
