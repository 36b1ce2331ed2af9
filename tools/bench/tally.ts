import type { Document } from "@sluice/core-events";
import { PROGRESS_INTERVAL, type Scenario, TEXT_CHARS, wantsEvents } from "./job.ts";

interface BenchEvent {
  readonly type: string;
  readonly document?: Document;
}

/** The consumer of every run: looks at each document or event, so that none can be left out. */
export class Tally {
  #documents = 0;
  #chars = 0;
  #started = 0;
  #progress = 0;

  /** Documents consumed so far. */
  get documents(): number {
    return this.#documents;
  }

  takeDocument(document: Document): void {
    this.#documents += 1;
    this.#chars += document.text?.length ?? 0;
  }

  takeEvent(event: BenchEvent): void {
    if (event.type === "DocumentStarted") this.#started += 1;
    else if (event.type === "DocumentCompleted" && event.document !== undefined) this.takeDocument(event.document);
    else if (event.type === "BatchProgress") this.#progress += 1;
  }

  /** @throws {Error} If the run did less than the job. */
  assertDone(scenario: Scenario, count: number): void {
    const problems = [
      this.#documents === count || `documents: expected ${count}, received ${this.#documents}`,
      this.#chars === count * TEXT_CHARS || `characters: expected ${count * TEXT_CHARS}, received ${this.#chars}`,
      !wantsEvents(scenario) || this.#started === count || `started events: expected ${count}, received ${this.#started}`,
      !wantsEvents(scenario) ||
        this.#progress >= Math.floor(count / PROGRESS_INTERVAL) ||
        `progress events: expected ${Math.floor(count / PROGRESS_INTERVAL)} or more, received ${this.#progress}`,
    ].filter((problem) => typeof problem === "string");
    if (problems.length > 0) throw new Error(`Cannot count this run: ${problems.join("; ")}`);
  }
}
