import type { Checkpoint, SinkPosition } from "./checkpoint.js";
import type { Document } from "./document.js";

/** What a sink is opened with. */
export interface SinkOpenOptions {
  /** Where the last checkpoint left the target; `null` for a run that starts. Whatever lies behind it is cut off or ignored. */
  readonly position: SinkPosition | null;
  readonly signal?: AbortSignal;
}

/**
 * A target of documents, or of dead letters. Opening can fail, so it is its own step, and happens before the source is asked for anything.
 *
 * A target whose position says less than it holds is cut back to the position; one that holds less is refused with
 * `SINK_TRUNCATED`; one that holds data though `position` is `null` is refused with `SINK_EXISTS`, unless told otherwise.
 */
export interface Sink<Item = Document> {
  /** How the target is named in checkpoints; unique within a run. */
  readonly name: string;
  open(options: SinkOpenOptions): Promise<OpenSink<Item>>;
}

/**
 * A sink that is open. What was written and not committed when it is disposed may still be in the target; the next `open`
 * at the position of the last commit cuts it off or ignores it.
 */
export interface OpenSink<Item = Document> extends AsyncDisposable {
  /**
   * Readies an item for `write`, once, before its document is reported complete: what it throws fails that one document.
   * Must be cheap and synchronous. Left out where every item can be written.
   */
  prepare?(item: Item): void;
  /** Resolves when the items are accepted; they are safe only after `commit`. */
  write(items: readonly Item[], options?: { readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Makes everything accepted so far durable and returns the position to store with `checkpoint`.
   * A database sink notes in the same transaction how far the run has come, without `cursor`, which may hold secrets.
   */
  commit(checkpoint: Checkpoint): Promise<SinkPosition>;
}
