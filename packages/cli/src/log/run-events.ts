import { errorMessageOf, type PipelineEvent, type Redactor, SluiceError } from "@sluice/core-events";
import { type EventBus, type FileLog, hybridBus, memoryBus } from "@sluice/event-bus";
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
const HYBRID_BUS = "hybridBus";

/**
 * The bus that the events of one run go over: into the log first, then to whoever has subscribed.
 *
 * What a checkpoint covers is published before it is saved: after a SIGKILL the log knows of every document that the next attempt does
 * not take up again; after a power cut, too, with the policy `always`. A log that fails costs no document: by default the run goes on
 * and says so; with `onFailure: "stop"` it stops resumably.
 */
export class RunEvents implements AsyncDisposable {
  readonly bus: EventBus;
  readonly #directory: string | null;
  readonly #onFailure: EventLogSettings["onFailure"];
  readonly #terminal: Terminal;
  readonly #log: FileLog | null;
  #firstOffset: number | null = null;
  #lastOffset: number | null = null;
  #notLogged = 0;
  /** What has ended the log. */
  #error: Error | null = null;
  #hasStopped = false;
  #isClosed = false;

  private constructor(options: RunEventsOptions, log: FileLog | null) {
    const { settings, stateDirectory, redactor, terminal, isRetry = false } = options;
    const { documents, onFailure } = settings.eventLog ?? EVENT_LOG_DEFAULTS;
    this.#directory = eventLogDirectory(settings, stateDirectory);
    this.#onFailure = onFailure;
    this.#terminal = terminal;
    this.#log = log === null ? null : loggedIn(log, { documents, redactor, isRetry });
    const onError = (error: unknown, { name }: { readonly name: string }): void => this.#report(error, name === HYBRID_BUS ? LOG : name);
    this.bus = this.#log === null ? memoryBus({ onError }) : hybridBus({ log: this.#log, onLogFailure: "continue", onError });
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

  /**
   * Publishes events of the run: its `onAccepted`. Resolves when they are in the log and were handed out.
   *
   * @throws What has ended the log, once, with `onFailure: "stop"`; the end of the run is still handed out.
   */
  readonly publish = async (events: readonly PipelineEvent[]): Promise<void> => {
    await this.bus.publishAll(events);
    if (this.#error === null || this.#onFailure !== "stop" || this.#hasStopped) return;
    this.#hasStopped = true;
    throw this.#error;
  };

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
    this.#error = error instanceof Error ? error : new Error(errorMessageOf(error));
    const consequence = this.#onFailure === "stop" ? "the run stops" : "the run goes on, and its events are kept no longer";
    terminal.line(`event log: ${errorMessageOf(error)}; ${consequence}`, "bad");
  }
}
