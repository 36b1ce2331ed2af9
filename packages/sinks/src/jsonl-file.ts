import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { ioCode, ioReason } from "./io-reason.js";
import type { JsonlPosition } from "./jsonl-position.js";
import { writeFully } from "./write-fully.js";

const CHUNK_CHARS = 524_288;
const compress = promisify(gzip);

/** What a {@link JsonlFile} is made of. */
export interface JsonlFileOptions {
  readonly path: string;
  readonly gzip: boolean;
  /** Where the file ends, durably. */
  readonly position: JsonlPosition;
}

/**
 * Lines on their way into a file that is open already: gathered, written in chunks of about half a megabyte, and made
 * durable together. Each chunk holds whole lines; in a gzip file it is a member of its own.
 *
 * Calls may overlap: what `commit` covers is what was appended before it was called. After a failure the file is cut back
 * to the last commit, and every further call rejects with the same error.
 */
export class JsonlFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #gzip: boolean;
  #pending: string[] = [];
  #pendingChars = 0;
  #end: number;
  #written: JsonlPosition;
  #committed: JsonlPosition;
  #queue: Promise<unknown> = Promise.resolve();
  #failure: SluiceError | null = null;
  #closed = false;

  constructor(handle: FileHandle, { path, gzip, position }: JsonlFileOptions) {
    this.#handle = handle;
    this.#path = path;
    this.#gzip = gzip;
    this.#end = position.bytes;
    this.#written = position;
    this.#committed = position;
  }

  /** Accepts lines, all or none; resolves at once while the chunk is not full. */
  async append(lines: readonly string[]): Promise<void> {
    this.#assertUsable();
    const jobs: Promise<void>[] = [];
    for (const line of lines) {
      this.#pending.push(line);
      this.#pendingChars += line.length;
      if (this.#pendingChars >= CHUNK_CHARS) jobs.push(this.#writeSoon(this.#takePending()));
    }
    if (jobs.length > 0) await Promise.all(jobs);
  }

  /** Resolves when everything appended so far would survive a power cut. */
  async commit(): Promise<JsonlPosition> {
    this.#assertUsable();
    const lines = this.#takePending();
    return await this.#enqueue(async () => {
      await this.#write(lines);
      if (this.#written !== this.#committed) await this.#handle.datasync();
      this.#committed = this.#written;
      return this.#committed;
    });
  }

  /** Closes the file. What was not committed is left behind the position, to be cut off when the file is opened there. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue;
    try {
      await this.#handle.close();
    } catch (error) {
      throw this.#failed("close", error);
    }
  }

  #takePending(): readonly string[] {
    const lines = this.#pending;
    this.#pending = [];
    this.#pendingChars = 0;
    return lines;
  }

  #writeSoon(lines: readonly string[]): Promise<void> {
    return this.#enqueue(() => this.#write(lines));
  }

  async #write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = Buffer.from(lines.join(""));
    const bytes = this.#gzip ? await compress(text) : text;
    const start = this.#end;
    await writeFully(this.#handle, bytes, { position: start, onProgress: (end) => (this.#end = end) });
    this.#written = this.#gzip ? { bytes: this.#end, lastMember: start } : { bytes: this.#end };
  }

  /** Runs jobs one after the other; once one has failed, the rest fail with its error. */
  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      if (this.#failure !== null) throw this.#failure;
      try {
        return await job();
      } catch (error) {
        throw await this.#fail(error);
      }
    });
    this.#queue = result.catch(() => undefined); // the caller has the rejection; the queue only needs its end
    return result;
  }

  async #fail(cause: unknown): Promise<SluiceError> {
    const failure = this.#failed("write", cause);
    this.#failure = failure;
    try {
      await this.#handle.truncate(this.#committed.bytes);
      return failure;
    } catch (error) {
      this.#failure = this.#failed("write", new AggregateError([cause, error], ioReason(cause)));
      return this.#failure;
    }
  }

  #failed(verb: string, cause: unknown): SluiceError {
    const at = { bytes: this.#end, committedBytes: this.#committed.bytes };
    const message = `Cannot ${verb} ${this.#path}: ${ioReason(cause)}, at byte ${at.bytes}, of which ${at.committedBytes} are committed`;
    return new SluiceError(message, { code: "SINK_FAILED", context: { path: this.#path, reason: ioCode(cause) ?? null, ...at }, cause });
  }

  #assertUsable(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#closed) throw new TypeError(`Cannot write ${this.#path}: it must be open, received a call after it was closed`);
  }
}
