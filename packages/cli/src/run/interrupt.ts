import { EXIT_CODES, exitCodeOfSignal } from "../exit-codes.js";
import type { Io, StopSignal } from "../io.js";
import { StuckError } from "./stuck-error.js";

/** Both below the ten seconds that a process manager waits after SIGTERM. */
const ABORT_AFTER_MS = 8_000;
const EXIT_AFTER_MS = 9_000;

/**
 * Turns signals into an orderly end: the first one asks the run to stop, eight seconds later it is aborted, and after nine the
 * process ends, whoever still keeps it alive. A second signal ends it at once. A run that waits while nothing is left that it could
 * wait for is aborted, too. Whatever happens, the run is resumable.
 */
export class Interrupt implements Disposable {
  readonly #io: Io;
  readonly #release: () => void;
  readonly #releaseIdle: () => void;
  readonly #controller = new AbortController();
  #abortTimer: NodeJS.Timeout | undefined;
  #exitTimer: NodeJS.Timeout | undefined;
  #received: StopSignal | null = null;
  #onStop: ((signal: StopSignal) => void) | null = null;

  constructor(io: Io) {
    this.#io = io;
    this.#release = io.onSignal(this.#onSignal);
    this.#releaseIdle = io.onIdle(this.#onIdle);
  }

  /** Aborts when the run has not stopped in time, or never will end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first signal that came, or `null`. */
  get received(): StopSignal | null {
    return this.#received;
  }

  /** Says how to stop; called at once if a signal has come already. */
  onStop(stop: (signal: StopSignal) => void): void {
    this.#onStop = stop;
    if (this.#received !== null) stop(this.#received);
  }

  /** Called when the run is aborted because it has not stopped in time. */
  onAbort(abandon: (reason: Error) => void): void {
    this.signal.addEventListener("abort", () => abandon(this.signal.reason as Error), { once: true }); // ours, made below
  }

  /** Lets go of signals. After one, whatever a rule or a source has left running keeps the process no longer than said above. */
  [Symbol.dispose](): void {
    this.#release();
    this.#releaseIdle();
    clearTimeout(this.#abortTimer);
    this.#exitTimer?.unref();
  }

  readonly #onIdle = (): void => {
    if (this.signal.aborted) this.#io.exit(this.#received === null ? EXIT_CODES.failed : exitCodeOfSignal(this.#received));
    else this.#controller.abort(new StuckError());
  };

  readonly #onSignal = (signal: StopSignal): void => {
    const exit = (): void => this.#io.exit(exitCodeOfSignal(signal));
    if (this.#received !== null) {
      exit();
      return;
    }
    this.#received = signal;
    this.#abortTimer = setTimeout(() => this.#controller.abort(new DOMException(`Stopped by ${signal}`, "AbortError")), ABORT_AFTER_MS);
    this.#exitTimer = setTimeout(exit, EXIT_AFTER_MS);
    this.#onStop?.(signal);
  };
}
