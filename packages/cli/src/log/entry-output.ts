import type { LogEntry } from "@sluice/event-bus";
import { entryLine } from "./entry-line.js";

const BATCH_CHARS = 16_384;

/** Where lines go. */
export interface LineTarget {
  write(text: string): Promise<void>;
}

/** Writes entries as lines, many at a time and no faster than they are taken. Whoever writes the last one calls `flush`. */
export class EntryOutput {
  readonly #target: LineTarget;
  readonly #format: (entry: LogEntry) => string;
  #lines: string[] = [];
  #chars = 0;

  /** @param format One line, without its end. */
  constructor(target: LineTarget, format: (entry: LogEntry) => string) {
    this.#target = target;
    this.#format = format;
  }

  /** For people, or for programs: `{"offset":1,"event":{…}}`. */
  static of(target: LineTarget, { json }: { readonly json: boolean }): EntryOutput {
    return new EntryOutput(target, json ? ({ offset, event }) => JSON.stringify({ offset, event }) : entryLine);
  }

  /** What it returns is to be awaited if there is anything. */
  add(entry: LogEntry): Promise<void> | undefined {
    const line = this.#format(entry);
    this.#lines.push(line);
    this.#chars += line.length;
    return this.#chars < BATCH_CHARS ? undefined : this.flush();
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join("\n")}\n`;
    this.#lines = [];
    this.#chars = 0;
    await this.#target.write(text);
  }
}
