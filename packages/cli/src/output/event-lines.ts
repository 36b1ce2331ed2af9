import type { PipelineEvent } from "@sluice/core-events";
import { CappedLines } from "./capped-lines.js";
import { eventLine } from "./event-line.js";
import { formatCount } from "./format.js";
import type { Terminal } from "./terminal.js";

/** Shows what people want to read of events as lines, failures, retries and notes of adapters capped apart from each other. */
export class EventLines {
  readonly #terminal: Terminal;
  readonly #failures: CappedLines;
  readonly #retries: CappedLines;
  readonly #notes: CappedLines;

  /** @param where Where the failures that are not shown can be read. */
  constructor(terminal: Terminal, where: string) {
    this.#terminal = terminal;
    this.#failures = new CappedLines({
      show: (text) => terminal.line(text, "bad"),
      more: (count) => `… and ${formatCount(count)} more failures, see ${where}`,
    });
    this.#retries = new CappedLines({
      show: (text) => terminal.line(text, "dim"),
      more: (count) => `… and ${formatCount(count)} more retries`,
    });
    this.#notes = new CappedLines({
      show: (text) => terminal.line(text, "warning"),
      more: (count) => `… and ${formatCount(count)} more notes of the adapter`,
    });
  }

  event(event: PipelineEvent): void {
    const line = eventLine(event);
    if (line === null) return;
    if (event.type === "DocumentFailed") this.#failures.add(line.text);
    else if (event.type === "AdapterRetry") this.#retries.add(line.text);
    else if (event.type === "AdapterEvent") this.#notes.add(line.text);
    else this.#terminal.line(line.text, line.style);
  }

  /** Says what was held back in seconds that are over. */
  tick(): void {
    this.#failures.tick();
    this.#retries.tick();
    this.#notes.tick();
  }

  /** Says everything that was held back. */
  flush(): void {
    this.#failures.flush();
    this.#retries.flush();
    this.#notes.flush();
  }
}
