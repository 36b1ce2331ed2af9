import { SluiceError } from "@sluice/core-events";
import { ioCode, ioReason } from "./io-reason.js";

/** Writes to a stream no faster than its reader reads, and says when the reader has left. */
export class StreamWriter implements Disposable {
  readonly #stream: NodeJS.WritableStream;
  #failure: SluiceError | null = null;
  #unflushed = 0;
  #waiting: (() => void)[] = [];

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
    stream.on("error", this.#onError).on("close", this.#onClose).on("drain", this.#wake);
  }

  /**
   * Resolves when the stream takes more.
   *
   * @throws {SluiceError} `READER_LEFT` if nobody reads any more, `SINK_FAILED` if the stream broke.
   * @throws The reason of the signal, once it aborts while the stream is full.
   */
  async write(text: string, signal?: AbortSignal): Promise<void> {
    this.#check();
    this.#unflushed += 1;
    const isFull = !this.#stream.write(text, this.#onFlushed);
    if (isFull) await this.#changed(signal);
    this.#check();
  }

  /** Resolves when the stream has handed on all that was written. */
  async flush(): Promise<void> {
    this.#check();
    while (this.#unflushed > 0) {
      await this.#changed();
      this.#check();
    }
  }

  [Symbol.dispose](): void {
    this.#stream.off("error", this.#onError).off("close", this.#onClose).off("drain", this.#wake);
  }

  async #changed(signal?: AbortSignal): Promise<void> {
    if (signal === undefined) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return;
    }
    signal.addEventListener("abort", this.#wake, { once: true });
    try {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      signal.throwIfAborted();
    } finally {
      signal.removeEventListener("abort", this.#wake);
    }
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #fail(failure: SluiceError): void {
    this.#failure ??= failure;
    this.#wake();
  }

  readonly #wake = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  };

  readonly #onFlushed = (error?: Error | null): void => {
    this.#unflushed -= 1;
    if (error instanceof Error) this.#onError(error);
    else if (this.#unflushed === 0) this.#wake();
  };

  readonly #onError = (cause: Error): void => {
    const hasLeft = ["EPIPE", "ECONNRESET", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END", "ERR_STREAM_PREMATURE_CLOSE"].includes(ioCode(cause) ?? "");
    if (hasLeft) this.#fail(readerLeft(cause));
    else this.#fail(new SluiceError(`Cannot write to the stream: ${ioReason(cause)}`, { code: "SINK_FAILED", context: { reason: ioCode(cause) ?? null }, cause }));
  };

  readonly #onClose = (): void => this.#fail(readerLeft());
}

function readerLeft(cause?: unknown): SluiceError {
  return new SluiceError("Cannot write to the stream: its reader has left", { code: "READER_LEFT", cause });
}
