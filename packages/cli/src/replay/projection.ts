import type { ReplayedEntry } from "@sluice/event-bus";

/** What a replay goes into. The same entries make the same bytes. */
export interface Projection extends AsyncDisposable {
  /** What it returns is to be awaited if there is anything. */
  add(entries: readonly ReplayedEntry[]): Promise<void> | undefined;
  /** Writes what is left when the last entry has come. */
  finish(): Promise<void>;
}
