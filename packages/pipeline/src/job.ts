/** One document on its way through a run. */
export interface Job {
  /** The item, as the adapter yielded it. */
  readonly raw: unknown;
  readonly docId: string;
  /** Its number in the source, from where this attempt began to read. */
  readonly ordinal: number;
  /** Monotonic milliseconds; 0 where no event will tell how long it took. */
  readonly startedAt: number;
  bytes: number;
  /** The attempt under way, from 1. */
  attempt: number;
}
