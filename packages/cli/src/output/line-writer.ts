import type { OutputStream } from "../io.js";

/** The reader of stdout has gone away (`| head -1`): whatever is left is written for nobody. */
export class ReaderLeftError extends Error {
  override readonly name = "ReaderLeftError";
}

/**
 * Writes to a stream no faster than its reader reads, so that a stalled pipe holds no more than one chunk in memory.
 * Dispose it when the writing is over.
 */
export class LineWriter implements Disposable {
  readonly #stream: OutputStream;
  #failure: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(stream: OutputStream) {
    this.#stream = stream;
    stream.on("error", this.#onError).on("close", this.#onClose).on("drain", this.#onDrain);
  }

  /** Whether the reader has gone away. */
  get hasReaderLeft(): boolean {
    return this.#failure instanceof ReaderLeftError;
  }

  /**
   * Resolves when the stream takes more.
   *
   * @throws {ReaderLeftError} If nobody reads any more.
   */
  async write(text: string): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (text === "" || this.#stream.write(text)) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#check();
  }

  /** Waits for the reader no longer: `write` rejects with `reason`, now and from now on. */
  abandon(reason: Error): void {
    this.#stop(reason);
  }

  [Symbol.dispose](): void {
    this.#stream.off("error", this.#onError).off("close", this.#onClose).off("drain", this.#onDrain);
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #stop(failure: Error): void {
    this.#failure ??= failure;
    this.#onDrain();
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => {
    const left = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
    this.#stop(left ? new ReaderLeftError("The reader of the output has left", { cause: error }) : error);
  };

  readonly #onClose = (): void => this.#stop(new ReaderLeftError("The output is closed"));

  readonly #onDrain = (): void => {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  };
}
