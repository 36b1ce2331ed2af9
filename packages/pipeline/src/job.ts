/** One document on its way through a run. */
export interface Job {
  /** The item, as the adapter yielded it. */
  readonly raw: unknown;
  readonly docId: string;
  /** Its number in the source, from where this attempt began to read. */
  readonly ordinal: number;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  readonly bytes: number;
  /** The attempt under way, from 1. */
  attempt: number;
}
