import { type CheckpointStore, errorMessageOf, type EventFilter, type PipelineEvent, type Redactor, SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import { type EventBus, type FileLog, memoryBus } from "@sluice/event-bus";
import type { Terminal } from "../output/terminal.js";
import type { RunSettings } from "../settings/run-settings.js";
import { eventLogDirectory } from "./event-log-directory.js";
import { EVENT_LOG_DEFAULTS, type EventLogSettings } from "./event-log-settings.js";
import { loggedIn } from "./logged-form.js";
import { closeEventLog, openEventLog } from "./open-event-log.js";

/** What has become of the event log of a run. */
export interface EventLogSummary {
  readonly directory: string;
  /** The offsets of this attempt's events; `null` if there is none. */
  readonly firstOffset: number | null;
  readonly lastOffset: number | null;
  /** Events of this attempt that are not in the log, because it could not be written. */
  readonly notLogged: number;
  readonly error: string | null;
}

/** Where the events of a run go, and in which form. */
export interface RunEventsOptions {
  readonly settings: Pick<RunSettings, "eventLog">;
  /** `null` keeps no log, unless the settings name a directory. */
  readonly stateDirectory: string | null;
  /** Takes secrets out of what is logged; `null` where there are none. */
  readonly redactor: Redactor | null;
  readonly terminal: Terminal;
  /** Whether the run puts failed documents of another one through again. @default false */
  readonly isRetry?: boolean;
}

const LOG = "event log";

/**
 * The bus that the events of one run go over: into the log first, then to whoever has subscribed; what a `hybridBus` does, with one
 * write and one promise per batch instead of one per event.
 *
 * With the policy `always`, everything that a checkpoint covers is in the log before the checkpoint is saved: after a SIGKILL the log
 * knows of every document that the next attempt does not take up again. With the others it may lack the last batch before the kill,
 * whose documents the next `RunStarted` still counts. A log that fails costs no document: by default the run goes on and says so;
 * with `onFailure: "stop"` it stops resumably.
 */
export class RunEvents implements AsyncDisposable {
  readonly bus: EventBus;
  readonly #directory: string | null;
  readonly #onFailure: EventLogSettings["onFailure"];
  readonly #terminal: Terminal;
  readonly #precedesCheckpoints: boolean;
  readonly #log: FileLog | null;
  /** What the run has made and the bus has not got. The first are those that the targets have accepted. */
  #made: PipelineEvent[] = [];
  #published = 0;
  #firstOffset: number | null = null;
  #lastOffset: number | null = null;
  #notLogged = 0;
  #error: unknown = null;
  #isClosed = false;

  private constructor(options: RunEventsOptions, log: FileLog | null) {
    const { settings, stateDirectory, redactor, terminal, isRetry = false } = options;
    const { documents, sync, onFailure } = settings.eventLog ?? EVENT_LOG_DEFAULTS;
    this.#directory = eventLogDirectory(settings, stateDirectory);
    this.#onFailure = onFailure;
    this.#terminal = terminal;
    this.#precedesCheckpoints = log !== null && sync === "always";
    this.#log = log === null ? null : loggedIn(log, { documents, redactor, isRetry });
    this.bus = memoryBus({ onError: (error, { name }) => this.#report(error, name) });
    this.bus.subscribe({ pattern: "*", name: LOG, priority: 1_000_000 }, (_, { offset }) => this.#count(offset));
  }

  /**
   * @throws {SluiceError} `STATE_LOCKED` if another run writes the log; with `onFailure: "stop"`, whatever keeps it from being opened.
   */
  static async open(options: RunEventsOptions): Promise<RunEvents> {
    const { eventLog } = options.settings;
    const directory = eventLogDirectory(options.settings, options.stateDirectory);
    if (eventLog === null || directory === null) return new RunEvents(options, null);
    let report: (error: unknown) => void = () => undefined;
    try {
      const log = await openEventLog(directory, eventLog, (error) => report(error));
      const events = new RunEvents(options, log);
      report = (error) => events.#report(error);
      return events;
    } catch (error) {
      const isCallers = SluiceError.is(error) && error.code === "STATE_LOCKED";
      if (isCallers || eventLog.onFailure === "stop") throw error;
      const events = new RunEvents(options, null);
      events.#report(error);
      return events;
    }
  }

  /** What the pipeline needs to be told for the promise about checkpoints: lets everything pass. Costs it as much as the log itself. */
  get hooks(): { readonly filter?: EventFilter } {
    if (!this.#precedesCheckpoints) return {};
    return {
      filter: (event) => {
        this.#made.push(event);
        return true;
      },
    };
  }

  /** The store with the log before it, where that is promised: what a checkpoint covers is published first. */
  covering(store: CheckpointStore): CheckpointStore {
    if (!this.#precedesCheckpoints) return store;
    return {
      load: () => store.load(),
      assertHeld: () => store.assertHeld(),
      save: async (checkpoint) => {
        await this.publish(this.#coveredBy(checkpoint));
        await store.save(checkpoint);
      },
    };
  }

  /** Publishes events of the run, each once however often it is given. Resolves when they are in the log and were handed out. */
  async publish(events: readonly PipelineEvent[]): Promise<void> {
    const fresh = events.filter(({ sequence }) => sequence > this.#published);
    this.#published = fresh.at(-1)?.sequence ?? this.#published;
    const rest = this.#made.findIndex(({ sequence }) => sequence > this.#published);
    this.#made = rest < 0 ? [] : this.#made.slice(rest);
    const offsets = this.#log === null ? [] : await this.#append(fresh, this.#log);
    for (const [at, event] of fresh.entries()) {
      const room = this.bus.deliver({ event, offset: offsets[at] ?? null, replayed: false, missed: 0 });
      if (room !== undefined) await room;
    }
  }

  /** `null` where no log is kept. */
  get summary(): EventLogSummary | null {
    const directory = this.#directory;
    if (directory === null) return null;
    const error = this.#error === null ? null : errorMessageOf(this.#error);
    return { directory, firstOffset: this.#firstOffset, lastOffset: this.#lastOffset, notLogged: this.#notLogged, error };
  }

  /** Hands out what is left and closes the log; what goes wrong is reported. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.bus[Symbol.asyncDispose]();
    if (this.#log === null) return;
    try {
      await closeEventLog(this.#log);
    } catch (error) {
      this.#report(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #coveredBy({ timestamp, completed, failed }: StoredCheckpoint): readonly PipelineEvent[] {
    const end = this.#made.findLastIndex(
      (event) => event.type === "BatchProgress" && event.checkpoint?.timestamp === timestamp && event.checkpoint.completed === completed && event.checkpoint.failed === failed,
    );
    return this.#made.slice(0, end + 1);
  }

  /** Resolves with the offsets when a crash cannot take the events back any more; without those of events that are lost. */
  async #append(events: readonly PipelineEvent[], log: FileLog): Promise<number[]> {
    const offsets: number[] = [];
    try {
      for (const event of events) offsets.push(log.append(event));
      const last = offsets.at(-1);
      if (last !== undefined) await log.settled(last);
      return offsets;
    } catch (error) {
      this.#report(error);
      if (this.#onFailure === "stop") throw error;
      const { writtenOffset } = log.figures;
      return offsets.filter((offset) => offset <= writtenOffset);
    }
  }

  #count(offset: number | null): void {
    if (offset === null) {
      this.#notLogged += 1;
      return;
    }
    this.#firstOffset ??= offset;
    this.#lastOffset = offset;
  }

  /** What ends the log is said once; what else goes wrong with it, or in a subscriber, each time. */
  #report(error: unknown, origin = LOG): void {
    const terminal = this.#terminal;
    const endsLog = origin === LOG && (this.#log === null || this.#log.figures.failure !== null);
    if (!endsLog) terminal.line(`${origin}: ${errorMessageOf(error)}`, "warning");
    if (!endsLog || this.#error !== null) return;
    this.#error = error;
    const consequence = this.#onFailure === "stop" ? "the run stops" : "the run goes on, and its events are kept no longer";
    terminal.line(`event log: ${errorMessageOf(error)}; ${consequence}`, "bad");
  }
}
