import type { EventLoopTurns } from "./event-loop-turns.js";
import type { SourceReader } from "./source-reader.js";
import { isThenable } from "./thenable.js";

type Result = IteratorResult<unknown> | null | undefined;

/** What a {@link SourcePump} asks and tells its run. */
export interface SourcePumpOptions {
  readonly turns: EventLoopTurns;
  /** Whether another item is wanted at all. */
  readonly wantsMore: () => boolean;
  /** Whether the next item has to wait for room. */
  readonly mustWait: () => boolean;
  readonly onItem: (raw: unknown) => void;
}

/** Pulls items from a source, one at a time, for as long as they are wanted and there is room. */
export class SourcePump {
  readonly #turns: EventLoopTurns;
  readonly #wantsMore: () => boolean;
  readonly #mustWait: () => boolean;
  readonly #onItem: (raw: unknown) => void;
  #waiter: (() => void) | null = null;

  constructor({ turns, wantsMore, mustWait, onItem }: SourcePumpOptions) {
    this.#turns = turns;
    this.#wantsMore = wantsMore;
    this.#mustWait = mustWait;
    this.#onItem = onItem;
  }

  /** Resolves when the source has ended, or nothing more is wanted; then the source may still be open. */
  async run(reader: SourceReader<unknown>): Promise<void> {
    while (this.#wantsMore()) {
      if (this.#mustWait()) await this.#room();
      else if (this.#turns.due()) await this.#turns.turn();
      else {
        const next = reader.next();
        const result = (isThenable(next) ? await next : next) as Result; // what a source gives is checked below
        if (result?.done !== false && hasEnded(result)) {
          reader.ended();
          return;
        }
        if (this.#wantsMore()) this.#onItem(result?.value);
      }
    }
  }

  /** Looks again whether there is room; call it whenever that may have changed. */
  wake(): void {
    const waiter = this.#waiter;
    if (waiter === null || (this.#wantsMore() && this.#mustWait())) return;
    this.#waiter = null;
    waiter();
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }
}

/** As in `for await`: any truthy `done` is the end, and a result that is no object breaks the source. */
function hasEnded(result: Result): boolean {
  if (typeof result === "object" && result !== null) return Boolean(result.done);
  throw new TypeError(`next() must give an object with value and done, received ${String(result)}`);
}
