import { isRunTerminal, type PipelineEvent } from "@sluice/core-events";
import type { EventLogReader, LogEntry } from "@sluice/event-bus";
import { formatCount } from "../output/format.js";
import type { Terminal } from "../output/terminal.js";
import type { EntryOutput } from "./entry-output.js";
import type { FoundLog } from "./find-log.js";
import type { Reading } from "./reading.js";
import { isBeingWritten } from "./writer-liveness.js";

const LOOK_EVERY_MS = 500;

/** What a {@link TapSession} works with. */
export interface TapOptions {
  readonly log: EventLogReader;
  readonly found: FoundLog;
  readonly reading: Reading;
  readonly output: EntryOutput;
  readonly terminal: Terminal;
  /** Which events are shown; the end of a run is noticed whatever is shown. */
  readonly matches: (type: string) => boolean;
}

/** Follows a log until the run that writes it has ended, or its process is gone. */
export class TapSession {
  readonly #options: TapOptions;
  #seen = 0;
  #isBusy = false;
  #hasBegun: boolean;

  /** @param hasBegun Whether a run is under way; else its first event is waited for. */
  constructor(options: TapOptions, hasBegun: boolean) {
    this.#options = options;
    this.#hasBegun = hasBegun;
  }

  async follow(from: number | Date): Promise<void> {
    const { log, reading } = this.#options;
    this.#seen = typeof from === "number" ? from - 1 : 0;
    const timer = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
    try {
      for await (const batch of log.readBatches({ from, follow: true, expired: "skip", onNotice: reading.onNotice, signal: reading.signal })) {
        if (await this.#take(batch)) return;
      }
    } finally {
      clearInterval(timer);
    }
  }

  /** Whether the run has ended with this batch, and nothing has come behind it. */
  async #take(batch: readonly LogEntry[]): Promise<boolean> {
    const { log, output, matches, terminal } = this.#options;
    this.#isBusy = true;
    this.#hasBegun = true;
    for (const entry of batch) if (matches(entry.event.type)) await output.add(entry);
    await output.flush();
    const last = batch.at(-1);
    this.#seen = last?.offset ?? this.#seen;
    this.#isBusy = false;
    const end = last === undefined ? null : endOf(last);
    if (end === null || (await log.range()).last > this.#seen) return false;
    terminal.line(end, "strong");
    return true;
  }

  /** A process that was killed leaves no last event: whether it lives is asked. */
  async #look(): Promise<void> {
    const { found, log, reading, terminal } = this.#options;
    if (!this.#hasBegun || this.#isBusy || reading.signal.aborted) return;
    try {
      if ((await isBeingWritten(found)) || (await log.range()).last > this.#seen || this.#isOver()) return;
    } catch (error) {
      terminal.line(`! Cannot tell whether the run goes on: ${String(error)}`, "warning");
      return;
    }
    terminal.line(`the process that wrote this log is gone, and its run has no end in it; last offset ${formatCount(this.#seen)}`, "warning");
    reading.stop();
  }

  #isOver(): boolean {
    return this.#isBusy || this.#options.reading.signal.aborted;
  }
}

function endOf({ offset, event }: LogEntry): string | null {
  const known = event as PipelineEvent; // only the type is looked at before it is known to end a run
  if (!isRunTerminal(known)) return null;
  const { completed, failed } = known.stats;
  const how = known.type === "RunCompleted" ? "has completed" : `has ended (${known.reason})`;
  return `the run ${how}: ${formatCount(completed)} completed, ${formatCount(failed)} failed; last offset ${formatCount(offset)}`;
}
