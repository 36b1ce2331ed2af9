import { type Checkpoint, checkpointKey, type JsonValue } from "@sluice/core-events";

/** The part of a checkpoint that says where in its source a run stands. */
export type SourceState = Pick<Checkpoint, "cursor" | "lowWaterMark" | "finished">;

/** Most ids that one checkpoint names; a mark with more items behind it is resumed by counting instead. */
export const MAX_CHECKPOINT_KEYS = 1024;

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
  #marks: Mark[];
  /** Ids of the items from the first mark on; `null` once there are too many. */
  #ids: string[] | null = [];
  #next = 0;
  #low = 0;

  /** @param window Most items between the oldest unfinished one and the newest; a power of two. */
  constructor(window: number, resumedFrom: SourceState | null) {
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
    if (this.#ids !== null) {
      if (this.#ids.length < MAX_CHECKPOINT_KEYS) this.#ids.push(docId);
      else this.#forgetIds();
    }
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

  /** Notes that reading can begin again at `cursor`, which stands before the next item. */
  mark(cursor: JsonValue): void {
    const last = this.#marks.at(-1);
    if (last?.ordinal === this.#next) this.#marks.pop();
    this.#marks.push({ cursor, ordinal: this.#next, named: true });
    this.#advance();
  }

  /** Where the source stands now. */
  state(): SourceState {
    this.#advance();
    const base = this.#base();
    return {
      cursor: base.cursor,
      lowWaterMark: this.#before + base.ordinal,
      finished: base.named && this.#ids !== null ? { keys: this.#finishedKeys(base, this.#ids) } : this.#finishedCount(base),
    };
  }

  #finishedKeys(base: Mark, ids: readonly string[]): string[] {
    const keys: string[] = [];
    for (const [index, id] of ids.entries()) if (this.#isFinished(base.ordinal + index)) keys.push(checkpointKey(id));
    return keys;
  }

  #finishedCount(base: Mark): { count: number; ahead: number[] } {
    const ahead: number[] = [];
    for (let ordinal = this.#low; ordinal < this.#next; ordinal += 1) {
      if (this.#isFinished(ordinal)) ahead.push(ordinal - base.ordinal);
    }
    return { count: this.#low - base.ordinal, ahead };
  }

  #isFinished(ordinal: number): boolean {
    return ordinal < this.#low || (ordinal < this.#next && this.#flags[ordinal & this.#mask] === 1);
  }

  /** Moves the base to the last mark before which everything is finished. */
  #advance(): void {
    const reached = this.#marks.findLastIndex((mark) => mark.ordinal <= this.#low);
    if (reached <= 0) return;
    const from = this.#base();
    this.#marks = this.#marks.slice(reached);
    const base = this.#base();
    if (this.#ids !== null) this.#ids = this.#ids.slice(base.ordinal - from.ordinal);
    else if (base.ordinal === this.#next) this.#ids = [];
  }

  #forgetIds(): void {
    this.#advance();
    if (this.#ids !== null && this.#ids.length >= MAX_CHECKPOINT_KEYS) this.#ids = null;
  }

  #base(): Mark {
    return this.#marks[0] as Mark; // never empty: made with one, and cut from the left up to a found one
  }
}

/** How far fetching may run ahead of the oldest unfinished document: 64 per slot, at most 1,024, at least two per slot. */
export function windowFor(concurrency: number): number {
  const wished = Math.max(Math.min(64 * concurrency, 1024), 2 * concurrency);
  return 2 ** Math.ceil(Math.log2(wished));
}
