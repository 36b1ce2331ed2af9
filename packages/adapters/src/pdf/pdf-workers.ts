import { availableParallelism } from "node:os";
import type { PdfAnswer, PdfJob } from "./pdf-messages.js";
import { PdfThread, type PdfThreadOptions } from "./pdf-thread.js";

/** How {@link PdfWorkers} treats its threads. */
export interface PdfWorkersOptions extends PdfThreadOptions {
  /** Its reason is what documents under way reject with once they are given up. */
  readonly signal: AbortSignal;
}

interface Task {
  readonly docId: string;
  readonly job: PdfJob;
  readonly resolve: (answer: PdfAnswer) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_THREADS = 4;

/**
 * Parses PDFs in threads of their own, at most four and one fewer than there are processors, so that a hostile one can neither block the event loop
 * nor outlive its deadline. A thread is started when it is needed, kept for the next document, and replaced when it had to be ended.
 */
export class PdfWorkers implements AsyncDisposable {
  readonly #options: PdfWorkersOptions;
  readonly #limit = Math.max(1, Math.min(MAX_THREADS, availableParallelism() - 1));
  readonly #waiting: Task[] = [];
  readonly #idle: PdfThread[] = [];
  readonly #busy = new Set<PdfThread>();
  #closed = false;

  constructor(options: PdfWorkersOptions) {
    this.#options = options;
  }

  /** The answer to one job, once a thread is free for it. Throws as `PdfThread.run` does, and the signal's reason. */
  run(docId: string, job: PdfJob): Promise<PdfAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw this.#reason();
      this.#waiting.push({ docId, job, resolve, reject });
      this.#next();
    });
  }

  /** Ends every thread; documents under way reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const reason = this.#reason();
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((thread) => thread.end(reason)));
  }

  #next(): void {
    const task = this.#busy.size < this.#limit ? this.#waiting.shift() : undefined;
    if (task === undefined) return;
    const idle = this.#idle.pop();
    const thread = idle === undefined || idle.ended ? new PdfThread(this.#options) : idle;
    this.#busy.add(thread);
    void this.#work(thread, task);
  }

  async #work(thread: PdfThread, { docId, job, resolve, reject }: Task): Promise<void> {
    await thread.run(docId, job).then(resolve, reject);
    this.#busy.delete(thread);
    if (!thread.ended) this.#idle.push(thread);
    this.#next();
  }

  #reason(): unknown {
    return this.#options.signal.aborted ? this.#options.signal.reason : new TypeError("Cannot parse: the PDF threads are closed");
  }
}
