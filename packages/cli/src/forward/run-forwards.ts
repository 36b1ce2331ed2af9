import { errorMessageOf } from "@sluice/core-events";
import { type EventBus, type EventLogReader, type FileLog, fileLogReader } from "@sluice/event-bus";
import { eventLogDirectory } from "../log/event-log-directory.js";
import type { Terminal } from "../output/terminal.js";
import type { Session } from "../session.js";
import type { RunSettings } from "../settings/run-settings.js";
import { UsageError } from "../usage-error.js";
import type { ForwardSummary } from "./forward-summary.js";
import { resolveForwards } from "./forward-target.js";
import type { LogForward } from "./log-forward.js";
import { openForwards, type OpenForwards } from "./open-forwards.js";

/** What {@link RunForwards} are opened with. */
export interface RunForwardsOptions {
  readonly settings: Pick<RunSettings, "eventLog" | "forward">;
  /** `null` keeps no log, unless the settings name a directory. */
  readonly stateDirectory: string | null;
  readonly session: Session;
}

interface Opened extends OpenForwards {
  readonly log: EventLogReader | null;
}

/** Who waits longer wants to know what for. */
const SILENT_WAIT_MS = 1_000;
/** What a run that was interrupted still has for its forwards, before the process is ended. */
const WAIT_AFTER_SIGNAL_MS = 2_000;

/**
 * The ways from the event log of a run to message brokers. The run never waits for one and never fails because of one: what a broker
 * has not acknowledged stays in the log, and the next attempt, or `sluice forward`, goes on behind it.
 */
export class RunForwards implements AsyncDisposable {
  /** What must not show: passwords. */
  readonly secrets: readonly string[];
  readonly #forwards: readonly LogForward[];
  readonly #terminal: Terminal;
  /** What is known of the log before the run has opened it. */
  readonly #reader: EventLogReader | null;
  #log: EventLogReader | FileLog | null = null;
  #hasBegun = false;

  private constructor({ log, forwards, secrets }: Opened, terminal: Terminal) {
    this.#reader = log;
    this.#forwards = forwards;
    this.secrets = secrets;
    this.#terminal = terminal;
  }

  /** @throws {UsageError} If there is no log, or an address is of no use. @throws {SluiceError} `DEPENDENCY_MISSING`. */
  static async open({ settings, stateDirectory, session: { io, terminal } }: RunForwardsOptions): Promise<RunForwards> {
    if (settings.forward.length === 0) return new RunForwards({ log: null, forwards: [], secrets: [] }, terminal);
    const directory = eventLogDirectory(settings, stateDirectory);
    if (directory === null) throw new UsageError("Cannot forward events: expected a run that keeps an event log (--event-log DIR where there is no state directory), received one that keeps none");
    return new RunForwards({ log: fileLogReader(directory), ...(await openForwards(resolveForwards(settings.forward, io.env), terminal)) }, terminal);
  }

  /**
   * Begins with the first event that is in the log, so that a run that never begins leaves nothing behind; for a run that is over
   * already, with what its log holds.
   */
  async begin(bus: EventBus, { isOver }: { readonly isOver: boolean }): Promise<void> {
    if (this.#forwards.length === 0) return;
    this.#log = bus.log ?? this.#reader;
    if (isOver && (await this.#lastOffset()) > 0) this.#start();
    const subscription = bus.subscribe({ pattern: "*", name: "forward" }, (_, { offset }) => {
      if (offset === null) return;
      this.#start();
      void subscription[Symbol.asyncDispose]();
    });
  }

  /** Waits a limited time for what is on its way, stops, and says how it went. */
  async close({ interrupted }: { readonly interrupted: boolean }): Promise<readonly ForwardSummary[]> {
    const notice = setTimeout(() => this.#terminal.line("forwarding the last events", "dim"), SILENT_WAIT_MS);
    try {
      const last = this.#hasBegun ? await this.#lastOffset() : 0;
      const longest = interrupted ? WAIT_AFTER_SIGNAL_MS : Infinity;
      return await Promise.all(this.#forwards.map(async (forward) => await forward.close(last, AbortSignal.timeout(Math.round(Math.min(longest, forward.patienceMs))))));
    } finally {
      clearTimeout(notice);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#forwards.map((forward) => forward[Symbol.asyncDispose]()));
  }

  #start(): void {
    if (this.#hasBegun || this.#log === null) return;
    this.#hasBegun = true;
    for (const forward of this.#forwards) void forward.start(this.#log); // it says itself how it ends
  }

  /** A log that cannot be looked at has been told of. */
  async #lastOffset(): Promise<number> {
    try {
      return (await this.#log?.range())?.last ?? 0;
    } catch (error) {
      this.#terminal.line(`forward: ${errorMessageOf(error)}`, "warning");
      return 0;
    }
  }
}
