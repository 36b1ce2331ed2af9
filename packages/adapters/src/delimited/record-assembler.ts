import type { Line } from "../text/line-splitter.js";
import type { StrictDecoder } from "../text/strict-decoder.js";
import type { DelimitedFormat } from "./delimited-format.js";
import { type AssembledRecord, isTooLarge, joinLines, type RecordFault } from "./join-lines.js";
import { scanQuotes } from "./scan-quotes.js";

/** What {@link RecordAssembler} needs to know. */
export interface RecordAssemblerOptions {
  readonly format: DelimitedFormat;
  readonly decoder: StrictDecoder;
  readonly maxRecordBytes: number;
}

/**
 * Joins lines to records where quoted fields hold newlines. Blank lines between records are skipped.
 *
 * A broken quote costs one line, not the rest of the file: when text follows a closing quote, or the quoted field is not closed
 * within `maxRecordBytes` or the file, the record's first line fails and reading goes on with the line behind it.
 * Linear: of two neighbouring lines only one can look ahead over the same quotes.
 */
export class RecordAssembler {
  readonly #options: RecordAssemblerOptions;
  #lines: Line[] = [];
  #start = 0;
  #next = 0;
  #records: AssembledRecord[] = [];

  constructor(options: RecordAssemblerOptions) {
    this.#options = options;
  }

  /** The records that end inside the lines. */
  push(lines: readonly Line[]): AssembledRecord[] {
    for (const line of lines) {
      this.#lines.push(line);
      this.#advance();
    }
    return this.#take();
  }

  /** The records left when the file has ended. */
  end(): AssembledRecord[] {
    while (this.#start < this.#lines.length) {
      this.#fail("unclosed-quote");
      this.#advance();
    }
    return this.#take();
  }

  #advance(): void {
    while (this.#next < this.#lines.length) this.#step();
    if (this.#start === this.#lines.length) this.#lines = [];
    else if (this.#start > 0) this.#lines = this.#lines.slice(this.#start);
    this.#next -= this.#start;
    this.#start = 0;
  }

  #step(): void {
    const { format, decoder, maxRecordBytes } = this.#options;
    const first = this.#lines[this.#start];
    const line = this.#lines[this.#next];
    if (first === undefined || line === undefined) return;
    const isOpen = this.#next > this.#start;
    const bytes = line.offset + line.bytes - first.offset;
    if ((isOpen && bytes > maxRecordBytes) || isTooLarge(line)) {
      this.#fail("too-large");
      return;
    }
    const text = line.text ?? decoder.approximate(line.content ?? Buffer.alloc(0));
    const isBlank = !isOpen && (text === "" || text === "\r");
    const result = isBlank ? "blank" : scanQuotes(text, { ...format, isOpen });
    this.#next += 1;
    if (result === "blank") this.#start = this.#next;
    else if (result === "ended") this.#finish();
    else if (result === "broken") this.#fail("text-behind-quote");
  }

  /** Ends the record with the last line looked at. */
  #finish(): void {
    const lines = this.#lines.slice(this.#start, this.#next);
    this.#start = this.#next;
    this.#records.push(joinLines(lines, this.#options.decoder));
  }

  /** Gives the open record's first line up and begins again behind it. */
  #fail(fault: RecordFault): void {
    const line = this.#lines[this.#start];
    if (line !== undefined) this.#records.push({ ...joinLines([line], this.#options.decoder), fault });
    this.#start += 1;
    this.#next = this.#start;
  }

  #take(): AssembledRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }
}
