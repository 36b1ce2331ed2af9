import { EventFactory, type EventFields, type EventOf, type EventType, type PipelineEvent, type RunStats } from "@sluice/core-events";

/** What one run looks like. */
export interface ModelRunOptions {
  readonly runId?: string;
  readonly adapter?: string;
}

export const EPOCH = 1_763_775_600_000;

/** Makes the events of a run whose clock is moved by hand. */
export class ModelRun {
  now = EPOCH;
  completed = 0;
  failed = 0;
  readonly runId: string;
  readonly adapter: string;
  readonly #factory: EventFactory;

  constructor({ runId = "r1", adapter = "jsonl" }: ModelRunOptions = {}) {
    this.runId = runId;
    this.adapter = adapter;
    this.#factory = new EventFactory({ runId, pipelineId: "p1", now: () => this.now });
  }

  event<Type extends EventType>(type: Type, fields: EventFields<Type>): EventOf<Type> {
    return this.#factory.create(type, fields);
  }

  start(fields: Partial<EventFields<"RunStarted">> = {}): PipelineEvent {
    return this.event("RunStarted", { adapter: this.adapter, parameters: {}, ...fields });
  }

  started(docId: string): PipelineEvent {
    return this.#factory.documentStarted(docId, this.adapter, {});
  }

  complete(docId: string, durationMs = 10): PipelineEvent {
    this.completed += 1;
    const document = { docId, title: null, text: "fern", metadata: {}, provenance: { source: this.adapter } };
    return this.#factory.documentCompleted(document, durationMs, {});
  }

  fail(docId: string | null, fields: Partial<EventFields<"DocumentFailed">> = {}): PipelineEvent {
    this.failed += 1;
    return this.event("DocumentFailed", { docId, error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false, ...fields });
  }

  progress(fields: Partial<EventFields<"BatchProgress">> = {}): PipelineEvent {
    const { completed, failed } = this;
    return this.event("BatchProgress", {
      completed, failed, retried: 0, inFlight: 2, queueDepth: 7, estimatedTotal: null, etaSeconds: null, documentsPerSecond: 1, producerWaitMs: 0, consumerWaitMs: 0, ...fields,
    });
  }

  retry(fields: Partial<EventFields<"AdapterRetry">> = {}): PipelineEvent {
    return this.event("AdapterRetry", { adapter: this.adapter, attempt: 1, delayMs: 500, cause: "HTTP 503", statusCode: 503, ...fields });
  }

  end(stats: Partial<RunStats> = {}): PipelineEvent {
    return this.event("RunCompleted", { adapter: this.adapter, stats: this.#stats(stats) });
  }

  break(fields: Partial<EventFields<"RunFailed">> = {}): PipelineEvent {
    return this.event("RunFailed", { adapter: this.adapter, reason: "source_failed", error: "gone", errorType: "Error", stats: this.#stats({}), ...fields });
  }

  #stats(stats: Partial<RunStats>): RunStats {
    const { completed, failed } = this;
    return { completed, failed, retried: 0, durationMs: 2_000, documentsPerSecond: 1, producerWaitMs: 0, consumerWaitMs: 0, ...stats };
  }
}
