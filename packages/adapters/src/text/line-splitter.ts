import { NewlineFinder } from "./newline-finder.js";
import type { StrictDecoder } from "./strict-decoder.js";

/** Where a line stands in its file. */
interface LinePlace {
  /** From 1; blank lines count. */
  readonly number: number;
  /** Of the line's first byte, from the start of the decompressed file. */
  readonly offset: number;
  /** The line's length with its newline. */
  readonly bytes: number;
}

/** A line that could be decoded, without its line feed; the carriage return of a CRLF is still there. */
export interface TextLine extends LinePlace {
  readonly text: string;
}

/** A line that could not be decoded, or, with `content: null`, one that is longer than the limit. */
export interface BrokenLine extends LinePlace {
  readonly text: null;
  readonly content: Buffer | null;
}

export type Line = TextLine | BrokenLine;

/** What {@link LineSplitter} needs to know. */
export interface LineSplitterOptions {
  readonly decoder: StrictDecoder;
  /** Longest line kept, in bytes without its newline. */
  readonly maxLineBytes: number;
  /** Where the first byte stands. @default 0 */
  readonly offset?: number;
  /** How many lines stand before it. @default 0 */
  readonly line?: number;
  /** The line terminator's last character. @default "\n" */
  readonly newline?: "\n" | "\r";
}

/**
 * Cuts bytes into lines, whatever the chunks. A last line without newline counts. A line beyond the limit is reported
 * once, by its place; at most `maxLineBytes` and one chunk are held.
 */
export class LineSplitter {
  readonly #decoder: StrictDecoder;
  readonly #maxLineBytes: number;
  readonly #newline: NewlineFinder;
  #offset: number;
  #number: number;
  #pieces: Buffer[] = [];
  #heldBytes = 0;
  #halfUnit: Buffer | null = null;

  constructor({ decoder, maxLineBytes, offset = 0, line = 0, newline = "\n" }: LineSplitterOptions) {
    this.#decoder = decoder;
    this.#maxLineBytes = maxLineBytes;
    this.#newline = new NewlineFinder(decoder.encoding, newline);
    this.#offset = offset;
    this.#number = line;
  }

  /** The lines that end inside the chunk. The chunk must not be changed afterwards. */
  push(chunk: Buffer): Line[] {
    const bytes = this.#decoder.unitBytes === 1 ? chunk : this.#wholeUnits(chunk);
    const lines: Line[] = [];
    let start = 0;
    let end = this.#newline.next(bytes, 0);
    if (end !== -1) {
      lines.push(this.#close(bytes.subarray(0, end)));
      start = end + this.#newline.length;
      this.#pushWholeLines(bytes, start, lines);
      end = this.#newline.last(bytes);
      start = Math.max(start, end + this.#newline.length);
    }
    this.#hold(bytes.subarray(start));
    return lines;
  }

  /** The last line, if the file does not end with a newline. */
  end(): Line[] {
    if (this.#halfUnit !== null) this.#hold(this.#halfUnit);
    this.#halfUnit = null;
    return this.#heldBytes === 0 ? [] : [this.#close(Buffer.alloc(0), 0)];
  }

  #pushWholeLines(bytes: Buffer, from: number, lines: Line[]): void {
    const last = this.#newline.last(bytes);
    if (last < from) return;
    const isPlain = this.#decoder.isPlainUtf8(bytes.subarray(from, last));
    let start = from;
    while (start <= last) {
      const end = this.#newline.next(bytes, start);
      if (isPlain && end - start <= this.#maxLineBytes) lines.push(this.#next(bytes.toString("utf8", start, end), end - start + 1));
      else lines.push(this.#close(bytes.subarray(start, end)));
      start = end + this.#newline.length;
    }
  }

  /** Ends the line whose last piece this is. */
  #close(lastPiece: Buffer, newlineLength = this.#newline.length): Line {
    this.#hold(lastPiece);
    const length = this.#heldBytes;
    const content = this.#pieces.length === 1 ? (this.#pieces[0] ?? lastPiece) : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#heldBytes = 0;
    if (length > this.#maxLineBytes) return this.#next(null, length + newlineLength);
    const text = this.#decoder.decode(this.#offset === 0 ? this.#withoutMark(content) : content);
    return text === null ? this.#next(null, length + newlineLength, content) : this.#next(text, length + newlineLength);
  }

  #next(text: string | null, bytes: number, content: Buffer | null = null): Line {
    const offset = this.#offset;
    this.#offset += bytes;
    this.#number += 1;
    return text === null ? { number: this.#number, offset, bytes, text, content } : { number: this.#number, offset, bytes, text };
  }

  #hold(piece: Buffer): void {
    this.#heldBytes += piece.length;
    if (this.#heldBytes > this.#maxLineBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  #withoutMark(content: Buffer): Buffer {
    const mark = this.#decoder.byteOrderMark;
    return mark.length > 0 && content.subarray(0, mark.length).equals(mark) ? content.subarray(mark.length) : content;
  }

  #wholeUnits(chunk: Buffer): Buffer {
    const bytes = this.#halfUnit === null ? chunk : Buffer.concat([this.#halfUnit, chunk]);
    const isOdd = bytes.length % 2 === 1;
    this.#halfUnit = isOdd ? bytes.subarray(bytes.length - 1) : null;
    return isOdd ? bytes.subarray(0, -1) : bytes;
  }
}
