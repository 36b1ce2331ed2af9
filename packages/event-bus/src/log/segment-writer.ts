import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { errnoOf, unwritable } from "./log-error.js";
import { type LogFileSystem, SAFE_FLAGS, type Segment, syncDirectory, writeFully } from "./log-files.js";
import type { LineGroup } from "./pending-lines.js";
import { indexSegment, loadIndex, saveIndex, SegmentIndexer } from "./segment-index.js";
import { cutTornTail, type CutTail } from "./torn-tail.js";

const { O_RDWR, O_CREAT, O_EXCL } = constants;

/** The segment that is being written. */
export class SegmentWriter {
  readonly segment: Segment;
  /** When it was begun, in ms since epoch. */
  readonly begun: number;
  readonly #handle: FileHandle;
  readonly #indexer: SegmentIndexer;

  private constructor(segment: Segment, handle: FileHandle, state: { readonly indexer: SegmentIndexer; readonly begun: number }) {
    this.segment = segment;
    this.begun = state.begun;
    this.#handle = handle;
    this.#indexer = state.indexer;
  }

  /** Begins a segment. Its name is durable when this resolves. */
  static async create(segment: Segment, directory: string, files: LogFileSystem): Promise<SegmentWriter> {
    try {
      const handle = await files.open(segment.path, O_RDWR | O_CREAT | O_EXCL | SAFE_FLAGS, 0o600);
      await closingOnError(handle, () => syncDirectory(directory, files));
      return new SegmentWriter(segment, handle, { indexer: new SegmentIndexer(segment.base), begun: Date.now() });
    } catch (cause) {
      throw unwritable("create", { file: segment.path, cause });
    }
  }

  /**
   * Goes on with a segment that is there; the half line at its end, if there is one, is cut off and told.
   *
   * @throws {SluiceError} `LOG_DAMAGED` if a line that the stored index does not cover is damaged.
   */
  static async open(segment: Segment, files: LogFileSystem): Promise<{ writer: SegmentWriter; cut: CutTail | null }> {
    let handle: FileHandle;
    try {
      handle = await files.open(segment.path, O_RDWR | SAFE_FLAGS);
    } catch (cause) {
      throw unwritable("open", { file: segment.path, cause });
    }
    try {
      return await closingOnError(handle, async () => {
        const stats = await handle.stat();
        if (!stats.isFile()) throw new Error("it must be a regular file");
        const cut = await cutTornTail(handle, segment.path, stats.size);
        const indexer = await indexSegment(handle, segment, await loadIndex(segment, cut?.wholeBytes ?? stats.size));
        const begun = stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.mtimeMs;
        return { writer: new SegmentWriter(segment, handle, { indexer, begun }), cut };
      });
    } catch (cause) {
      throw unwritable("open", { file: segment.path, cause });
    }
  }

  get bytes(): number {
    return this.#indexer.bytes;
  }

  /** The offset of its last line; one less than its base if it is empty. */
  get lastOffset(): number {
    return this.segment.base + this.#indexer.events - 1;
  }

  /**
   * Appends whole lines. If that fails, what has reached the file is cut back to the last whole line.
   *
   * @throws {SluiceError} `LOG_UNWRITABLE`; `lastOffset` says what is in the file.
   */
  async write({ bytes, events, latest }: LineGroup): Promise<void> {
    const position = this.bytes;
    let written = 0;
    try {
      await writeFully(this.#handle, bytes, { position, onProgress: (count) => (written = count) });
      this.#indexer.add({ bytes: bytes.length, events, latest });
    } catch (cause) {
      await this.#keepWholeLines(bytes.subarray(0, written), latest);
      throw unwritable("write to", { file: this.segment.path, cause, bytes: this.bytes });
    }
  }

  async sync(): Promise<void> {
    try {
      await this.#handle.datasync();
    } catch (cause) {
      throw unwritable("sync", { file: this.segment.path, cause });
    }
  }

  /** Closes the file, and stores its index, so that it is found by offset and time without reading it through. */
  async close({ storesIndex }: { readonly storesIndex: boolean }): Promise<void> {
    try {
      await this.#handle.close();
      if (storesIndex) await saveIndex(this.segment, this.#indexer.index);
    } catch (cause) {
      throw unwritable("close", { file: this.segment.path, cause });
    }
  }

  async #keepWholeLines(written: Buffer, latest: number): Promise<void> {
    const wholeBytes = written.lastIndexOf(0x0a) + 1;
    const whole = written.subarray(0, wholeBytes);
    let events = 0;
    for (let at = whole.indexOf(0x0a); at >= 0; at = whole.indexOf(0x0a, at + 1)) events += 1;
    if (events > 0) this.#indexer.add({ bytes: wholeBytes, events, latest });
    try {
      await this.#handle.truncate(this.bytes);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error; // the half line stays; the next one to open the log cuts it off
    }
  }
}

async function closingOnError<T>(handle: FileHandle, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    await handle.close();
    throw error;
  }
}
