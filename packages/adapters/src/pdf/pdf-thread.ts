import { Worker } from "node:worker_threads";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { PdfAnswer, PdfJob } from "./pdf-messages.js";

/** How a thread is treated. */
export interface PdfThreadOptions {
  /** The module that the thread runs. */
  readonly module: URL;
  /** Total time for one document. */
  readonly timeoutMs: number;
  /** Most memory of the thread, buffers included. */
  readonly maxMemoryMb: number;
}

const WATCH_MS = 100;
const MB = 1_048_576;

/**
 * A thread that parses one PDF at a time. One that misses its deadline, takes too much memory or breaks is ended and must not be used
 * again. While idle it does not keep the process alive.
 */
export class PdfThread {
  readonly #options: PdfThreadOptions;
  readonly #worker: Worker;
  #docId = "";
  #onAnswer: (answer: PdfAnswer) => void = () => undefined;
  #onEnd: (error: unknown) => void = () => undefined;
  #ended = false;

  constructor(options: PdfThreadOptions) {
    this.#options = options;
    const resourceLimits = { maxOldGenerationSizeMb: options.maxMemoryMb };
    this.#worker = new Worker(options.module, { name: "sluice-pdf", env: {}, argv: [], execArgv: [], resourceLimits });
    this.#worker.on("message", (answer: PdfAnswer) => this.#onAnswer(answer));
    this.#worker.on("error", (error) => this.#end(this.#broken(error)));
    this.#worker.on("exit", () => this.#end(this.#broken(new Error("the thread has ended"))));
    this.#worker.unref();
  }

  /** Whether it can take no more documents. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * The answer to one job; the thread gets a copy of the bytes. Rejects with the `reason` of `end` if that is called meanwhile.
   *
   * @throws {SluiceError} `DOCUMENT_DEADLINE`; `RECORD_TOO_LARGE` if it takes more memory than allowed; `RECORD_MALFORMED` if it breaks the thread.
   */
  async run(docId: string, job: PdfJob): Promise<PdfAnswer> {
    this.#docId = docId;
    const timer = setTimeout(() => this.#end(this.#late()), this.#options.timeoutMs);
    const watch = setInterval(() => void this.#watch(), WATCH_MS);
    this.#worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.#onAnswer = resolve;
        this.#onEnd = reject;
        this.#worker.postMessage(job);
      });
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      this.#worker.unref();
    }
  }

  /** Ends the thread; the document it is at fails with `reason`. */
  async end(reason: unknown): Promise<void> {
    this.#end(reason);
    await this.#worker.terminate();
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(reason);
    void this.#worker.terminate();
  }

  /** Buffers count too: the limit that a thread is started with is for its heap alone. */
  async #watch(): Promise<void> {
    const statistics = await this.#worker.getHeapStatistics().catch(() => null); // a thread that has just ended has none
    if (statistics === null) return;
    const { used_heap_size: heap, external_memory: buffers } = statistics;
    if ((heap + buffers) / MB > this.#options.maxMemoryMb) this.#end(this.#tooMuchMemory());
  }

  #late(): SluiceError {
    const { timeoutMs } = this.#options;
    const message = `Cannot parse ${this.#docId}: expected an end within ${timeoutMs} ms (parseTimeoutMs), received none`;
    return new SluiceError(message, { code: "DOCUMENT_DEADLINE", context: { docId: this.#docId, timeoutMs } });
  }

  #tooMuchMemory(cause?: unknown): SluiceError {
    const { maxMemoryMb } = this.#options;
    const message = `Cannot parse ${this.#docId}: expected to need at most ${maxMemoryMb} MB (maxMemoryMb), received more`;
    return new SluiceError(message, { code: "RECORD_TOO_LARGE", context: { docId: this.#docId, maxMemoryMb }, cause });
  }

  #broken(error: unknown): SluiceError {
    if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") return this.#tooMuchMemory(error);
    return new SluiceError(`Cannot parse ${this.#docId}: ${errorMessageOf(error)}`, { code: "RECORD_MALFORMED", context: { docId: this.#docId }, cause: error });
  }
}
