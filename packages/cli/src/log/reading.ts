import { type LogNotice } from "@sluice/event-bus";
import { LineWriter, ReaderLeftError } from "../output/line-writer.js";
import type { Session } from "../session.js";
import { describeNotice } from "./describe-notice.js";
import { exitCodeOfSignal } from "../exit-codes.js";
import type { StopSignal } from "../io.js";

/** One command that reads a log and writes to stdout: what stops it, and where its lines go. */
export class Reading implements Disposable {
  readonly writer: LineWriter;
  readonly #session: Session;
  readonly #abort = new AbortController();
  readonly #release: () => void;
  #received: StopSignal | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.writer = new LineWriter(session.io.stdout);
    this.#release = session.io.onSignal((signal) => {
      if (this.#received !== null) session.io.exit(exitCodeOfSignal(signal));
      this.#received = signal;
      this.stop();
    });
  }

  /** Aborts at a signal, and at `stop()`. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The signal that came, or `null`. */
  get received(): StopSignal | null {
    return this.#received;
  }

  stop(): void {
    this.#abort.abort(new DOMException("The reading was stopped", "AbortError"));
    this.writer.abandon(new ReaderLeftError("The reading was stopped"));
  }

  /** Tells people what the log's reader has come across. */
  readonly onNotice = (notice: LogNotice): void => this.#session.terminal.line(`! ${describeNotice(notice)}`, "warning");

  /**
   * Resolves when `read` has, or was stopped, or nobody reads the output any more; with the exit code.
   *
   * @throws What `read` throws otherwise.
   */
  async run(read: () => Promise<void>): Promise<number> {
    try {
      await read();
    } catch (error) {
      const isStopped = error instanceof ReaderLeftError || (this.signal.aborted && error === this.signal.reason);
      if (!isStopped) throw error;
    }
    return this.#received === null ? 0 : exitCodeOfSignal(this.#received);
  }

  [Symbol.dispose](): void {
    this.#release();
    this.writer[Symbol.dispose]();
  }
}
