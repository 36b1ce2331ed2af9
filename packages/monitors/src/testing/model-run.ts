import { EventFactory, type EventFields, type EventOf, type EventType, type PipelineEvent } from "@sluice/core-events";

export const EPOCH = 1_763_775_600_000;

/** Makes the events of one run whose clock is moved by hand. */
export class ModelRun {
  now = EPOCH;
  completed = 0;
  failed = 0;
  readonly #factory: EventFactory;

  constructor(runId = "r1") {
    this.#factory = new EventFactory({ runId, pipelineId: "p1", now: () => this.now });
  }

  event<Type extends EventType>(type: Type, fields: EventFields<Type>): EventOf<Type> {
    return this.#factory.create(type, fields);
  }

  start(fields: Partial<EventFields<"RunStarted">> = {}): PipelineEvent {
    return this.event("RunStarted", { adapter: "jsonl", parameters: {}, ...fields });
  }

  complete(metadata: Readonly<Record<string, unknown>> = {}): PipelineEvent {
    this.completed += 1;
    const docId = `d${this.completed + this.failed}`;
    const document = { docId, title: null, text: "fern", metadata, provenance: { source: "jsonl" } };
    return this.#factory.documentCompleted(document, 10, {});
  }

  fail(fields: Partial<EventFields<"DocumentFailed">> = {}): PipelineEvent {
    this.failed += 1;
    const docId = `d${this.completed + this.failed}`;
    return this.event("DocumentFailed", { docId, error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false, ...fields });
  }

  retry(): PipelineEvent {
    return this.event("AdapterRetry", { adapter: "jsonl", attempt: 1, delayMs: 500, cause: "HTTP 503", statusCode: 503 });
  }

  end(): PipelineEvent {
    return this.event("RunCompleted", { adapter: "jsonl", stats: this.#stats() });
  }

  break(fields: Partial<EventFields<"RunFailed">> = {}): PipelineEvent {
    return this.event("RunFailed", { adapter: "jsonl", reason: "source_failed", error: "gone", errorType: "Error", stats: this.#stats(), ...fields });
  }

  /** `+` a document completes, `-` one fails. */
  outcomes(signs: string): PipelineEvent[] {
    return Array.from(signs, (sign) => (sign === "+" ? this.complete() : this.fail()));
  }

  #stats(): EventFields<"RunCompleted">["stats"] {
    const { completed, failed } = this;
    return { completed, failed, retried: 0, durationMs: 2_000, documentsPerSecond: 1, producerWaitMs: 0, consumerWaitMs: 0 };
  }
}
