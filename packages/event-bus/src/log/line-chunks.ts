import { isUtf8 } from "node:buffer";
import type { FileHandle } from "node:fs/promises";

const CHUNK_BYTES = 65_536;
const NEWLINE = 0x0a;
/** The longest line that is read; the writer refuses to make one. */
const MAX_LINE_BYTES = 268_435_456;

/** Some whole lines of a file. */
export interface LineChunk {
  /** The lines without their newlines; `null` in the place of one that is not UTF-8. */
  readonly lines: readonly (string | null)[];
  /** Where the first of them begins, in bytes. */
  readonly start: number;
}

/**
 * Reads whole lines of a file that may be growing, a chunk at a time. Memory is bounded by a chunk and the longest line.
 * At the end it gives `null`; asked again later, it gives what has been appended since.
 */
export class LineChunks {
  readonly #handle: FileHandle;
  #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #filled = 0;
  #position: number;

  constructor(handle: FileHandle, position: number) {
    this.#handle = handle;
    this.#position = position;
  }

  /** Right behind the last line given, in bytes. */
  get position(): number {
    return this.#position;
  }

  /** Bytes behind the last newline that have been seen. */
  get tornBytes(): number {
    return this.#filled;
  }

  /** @throws {RangeError} If a line is longer than 256 MiB. */
  async next(): Promise<LineChunk | null> {
    for (;;) {
      if (this.#filled === this.#buffer.length) this.#grow();
      const { bytesRead } = await this.#handle.read(this.#buffer, this.#filled, this.#buffer.length - this.#filled, this.#position + this.#filled);
      if (bytesRead === 0) return null;
      const from = this.#filled;
      this.#filled += bytesRead;
      const end = this.#buffer.subarray(from, this.#filled).lastIndexOf(NEWLINE);
      if (end >= 0) return this.#take(from + end);
    }
  }

  #take(end: number): LineChunk {
    const start = this.#position;
    const lines = linesOf(this.#buffer.subarray(0, end));
    this.#buffer.copyWithin(0, end + 1, this.#filled);
    this.#filled -= end + 1;
    this.#position += end + 1;
    return { lines, start };
  }

  #grow(): void {
    if (this.#buffer.length >= MAX_LINE_BYTES) throw new RangeError(`Cannot read a line: it must be shorter than ${MAX_LINE_BYTES} bytes`);
    const larger = Buffer.allocUnsafe(this.#buffer.length * 2);
    this.#buffer.copy(larger, 0, 0, this.#filled);
    this.#buffer = larger;
  }
}

function linesOf(bytes: Buffer): (string | null)[] {
  if (isUtf8(bytes)) return bytes.toString("utf8").split("\n");
  const lines: (string | null)[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const at = bytes.indexOf(NEWLINE, from);
    const line = bytes.subarray(from, at < 0 ? bytes.length : at);
    lines.push(isUtf8(line) ? line.toString("utf8") : null);
    if (at < 0) break;
    from = at + 1;
  }
  return lines;
}
