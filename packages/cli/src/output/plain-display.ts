import type { PipelineEvent } from "@sluice/core-events";
import type { RunTally } from "../report/run-tally.js";
import type { Display } from "./display.js";
import { EventLines } from "./event-lines.js";
import { progressFigures } from "./progress-line.js";
import type { Terminal } from "./terminal.js";

const EVERY_MS = 2000;
const EVERY_DOCUMENTS = 1000;
/** While nothing moves, as in a long Retry-After, a sign of life is enough. */
const IDLE_EVERY_MS = 30_000;
/** However fast the run is, logs get no more than two progress lines per second. */
const AT_MOST_EVERY_MS = 500;

/** What a display is made with. */
export interface DisplayOptions {
  readonly terminal: Terminal;
  readonly tally: RunTally;
  /** Where the failures that are not shown can be read. */
  readonly where: string;
}

/** Progress as plain lines, for logs: one each two seconds or thousand documents, failures in between. */
export class PlainDisplay implements Display {
  readonly #terminal: Terminal;
  readonly #tally: RunTally;
  readonly #lines: EventLines;
  readonly #timer: NodeJS.Timeout;
  #lastAt = performance.now();
  #lastDocuments = 0;

  constructor({ terminal, tally, where }: DisplayOptions) {
    this.#terminal = terminal;
    this.#tally = tally;
    this.#lines = new EventLines(terminal, where);
    this.#timer = setInterval(() => this.#tick(), AT_MOST_EVERY_MS).unref();
  }

  event(event: PipelineEvent): void {
    this.#lines.event(event);
    if (event.type === "BatchProgress") this.#progress();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#lines.flush();
  }

  #tick(): void {
    this.#lines.tick();
    this.#progress();
  }

  #progress(): void {
    const passedMs = performance.now() - this.#lastAt;
    const documents = this.#tally.completed + this.#tally.failed;
    const moved = documents - this.#lastDocuments;
    const isDue = passedMs >= (moved > 0 ? EVERY_MS : IDLE_EVERY_MS) || moved >= EVERY_DOCUMENTS;
    if (!isDue || passedMs < AT_MOST_EVERY_MS) return;
    this.#lastAt = performance.now();
    this.#lastDocuments = documents;
    this.#terminal.line(progressFigures(this.#tally));
  }
}
