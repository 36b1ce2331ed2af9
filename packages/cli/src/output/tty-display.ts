import type { PipelineEvent } from "@sluice/core-events";
import { createLogUpdate } from "log-update";
import type { RunTally } from "../report/run-tally.js";
import type { Display } from "./display.js";
import { EventLines } from "./event-lines.js";
import type { DisplayOptions } from "./plain-display.js";
import { progressBar, progressFigures } from "./progress-line.js";
import type { Terminal } from "./terminal.js";

const FRAME_MS = 100;

/** Progress as a live bar at the bottom of a terminal, with failures as lines above it. Only for a stream that is a TTY. */
export class TtyDisplay implements Display {
  readonly #terminal: Terminal;
  readonly #tally: RunTally;
  readonly #lines: EventLines;
  readonly #live: ReturnType<typeof createLogUpdate>;
  readonly #timer: NodeJS.Timeout;
  #frame = 0;

  constructor({ terminal, tally, where }: DisplayOptions) {
    this.#terminal = terminal;
    this.#tally = tally;
    this.#lines = new EventLines(terminal, where);
    this.#live = createLogUpdate(terminal.stream, { showCursor: true }); // hidden, it would stay hidden after a hard exit
    terminal.divert((line) => this.#live.persist(line));
    this.#timer = setInterval(() => this.#draw(), FRAME_MS).unref();
  }

  event(event: PipelineEvent): void {
    this.#lines.event(event);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#lines.flush();
    this.#live.clear();
    this.#live.done();
    this.#terminal.divert(null);
  }

  #draw(): void {
    this.#frame += 1;
    this.#lines.tick();
    const { text, isBar } = progressBar(this.#tally, this.#frame);
    this.#live(`${this.#terminal.style(text, "good")}${isBar ? "\n" : " "}${progressFigures(this.#tally)}`);
  }
}
