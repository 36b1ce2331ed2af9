import { type AnyEvent, knownEvent } from "../event-consumer.js";
import { RunTable } from "../run-table.js";
import { RunTrace, type RunTraceOptions } from "./run-trace.js";

const MAX_RUNS = 1_000;

/** Turns the events of any number of runs into spans. */
export class RunTraces {
  readonly #runs: RunTable<RunTrace>;

  constructor(options: RunTraceOptions) {
    this.#runs = new RunTable({ create: () => new RunTrace(options), maxRuns: MAX_RUNS, onEvict: (run) => run.abandon() });
  }

  observe(received: AnyEvent): void {
    const event = knownEvent(received);
    if (event === null) return;
    const run = this.#runs.of(event.runId);
    switch (event.type) {
      case "DocumentStarted":
        run.documentStarted(event.docId, event.timestamp);
        return;
      case "DocumentCompleted":
        run.documentCompleted(event.document.docId, event.timestamp);
        return;
      case "DocumentFailed":
        run.documentFailed(event);
        return;
      case "AdapterRetry":
        run.retried(event);
        return;
      case "StageStarted":
        run.stageStarted(event);
        return;
      case "StageCompleted":
      case "StageFailed":
        run.stageEnded(event);
        return;
      case "RunStarted":
        run.runStarted(event);
        return;
      case "RunCompleted":
      case "RunFailed":
        run.runEnded(event);
        this.#runs.end(event.runId);
    }
  }

  /** Ends every span. */
  end(): void {
    for (const run of this.#runs.values()) run.abandon();
  }
}
