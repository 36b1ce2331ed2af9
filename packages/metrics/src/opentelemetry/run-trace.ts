import type * as Api from "@opentelemetry/api";
import type { AdapterRetry, DocumentFailed, Redactor, RunCompleted, RunFailed, RunStarted, StageCompleted, StageFailed, StageStarted } from "@sluice/core-events";
import { isSampled } from "./is-sampled.js";
import type { TraceLimits } from "./trace-options.js";

/** What a {@link RunTrace} works with. */
export interface RunTraceOptions {
  readonly api: typeof Api;
  readonly tracer: Api.Tracer;
  readonly limits: TraceLimits;
  readonly redactor: Redactor;
}

type Failure = Pick<RunFailed, "error" | "errorType">;

/** When documents in flight began is kept for so many; failed ones beyond it have spans without a length. */
const MAX_IN_FLIGHT = 10_000;

/** The spans of one run: its own, and those of documents and stages below it. */
export class RunTrace {
  readonly #options: RunTraceOptions;
  readonly #open = new Map<string, Api.Span>();
  readonly #startedAt = new Map<string, number>();
  #span: Api.Span | null = null;
  #context: Api.Context;
  #failedDocuments = 0;
  #at = 0;

  constructor(options: RunTraceOptions) {
    this.#options = options;
    this.#context = options.api.context.active();
  }

  runStarted({ adapter, runId, pipelineId, timestamp, resumedFrom }: RunStarted): void {
    const { api, tracer } = this.#options;
    const resumed = resumedFrom === undefined ? {} : { "sluice.resumed_from": resumedFrom.runId };
    const attributes = { "sluice.run.id": runId, "sluice.pipeline.id": pipelineId, "sluice.adapter": adapter, ...resumed };
    this.#span = tracer.startSpan(`run ${adapter}`, { attributes, startTime: timestamp }, this.#context);
    this.#context = api.trace.setSpan(this.#context, this.#span);
    this.#at = timestamp;
  }

  runEnded(event: RunCompleted | RunFailed): void {
    const { stats, timestamp } = event;
    const { completed, failed, retried } = stats;
    this.#span?.setAttributes({ "sluice.documents.completed": completed, "sluice.documents.failed": failed, "sluice.retries": retried });
    if (event.type === "RunFailed") {
      this.#span?.setAttribute("sluice.reason", event.reason);
      this.#fail(this.#span, event);
    }
    this.#at = timestamp;
    this.end();
  }

  documentStarted(docId: string, at: number): void {
    this.#at = at;
    if (this.#startedAt.size < MAX_IN_FLIGHT) this.#startedAt.set(docId, at);
    if (isSampled(docId, this.#options.limits.sampleRatio)) this.#start(documentKey(docId), "document", { "sluice.document.id": this.#text(docId) }, at);
  }

  documentCompleted(docId: string, at: number): void {
    this.#at = at;
    this.#startedAt.delete(docId);
    this.#end(documentKey(docId), at);
  }

  documentFailed(event: DocumentFailed): void {
    const { docId, timestamp, retryCount } = event;
    this.#at = timestamp;
    const startedAt = (docId === null ? undefined : this.#startedAt.get(docId)) ?? timestamp;
    if (docId !== null) this.#startedAt.delete(docId);
    const open = docId === null ? undefined : this.#take(documentKey(docId));
    const span = open ?? this.#failedSpan(docId, startedAt);
    span?.setAttribute("sluice.retries", retryCount);
    this.#fail(span, event);
    span?.end(timestamp);
  }

  /** A retry is an event of the document's span where it has one, else of the run's. */
  retried({ docId, attempt, delayMs, statusCode, cause, timestamp }: AdapterRetry): void {
    const span = (docId === undefined ? undefined : this.#open.get(documentKey(docId))) ?? this.#span;
    const status = statusCode === undefined ? {} : { "http.response.status_code": statusCode };
    span?.addEvent("retry", { "sluice.attempt": attempt, "sluice.delay_ms": delayMs, "sluice.cause": this.#text(cause), ...status }, timestamp);
  }

  stageStarted({ stage, docId, attempt, timestamp }: StageStarted): void {
    const document = docId === null ? {} : { "sluice.document.id": this.#text(docId) };
    const parent = docId === null ? undefined : this.#open.get(documentKey(docId));
    this.#start(stageKey(stage, docId), `stage ${stage}`, { "sluice.stage": stage, "sluice.attempt": attempt, ...document }, timestamp, parent);
  }

  stageEnded(event: StageCompleted | StageFailed): void {
    const span = this.#take(stageKey(event.stage, event.docId));
    if (event.type === "StageCompleted") span?.setAttribute("sluice.outputs", event.outputCount);
    else this.#fail(span, event);
    span?.end(event.timestamp);
  }

  /** Ends whatever is open, at the time of the last event. */
  end(): void {
    for (const span of this.#open.values()) {
      span.setAttribute("sluice.unfinished", true);
      span.end(this.#at);
    }
    this.#open.clear();
    this.#startedAt.clear();
    this.#span?.end(this.#at);
    this.#span = null;
  }

  /** Ends the run's span before its end has been seen. */
  abandon(): void {
    this.#span?.setAttribute("sluice.unfinished", true);
    this.end();
  }

  #failedSpan(docId: string | null, startTime: number): Api.Span | undefined {
    if (this.#failedDocuments >= this.#options.limits.maxFailedDocuments) return undefined;
    this.#failedDocuments += 1;
    const attributes = docId === null ? {} : { "sluice.document.id": this.#text(docId) };
    return this.#options.tracer.startSpan("document", { attributes, startTime }, this.#context);
  }

  #start(key: string, name: string, attributes: Api.Attributes, startTime: number, parent?: Api.Span): void {
    if (this.#open.size >= this.#options.limits.maxOpenSpans) return;
    const { api, tracer } = this.#options;
    const context = parent === undefined ? this.#context : api.trace.setSpan(this.#context, parent);
    this.#end(key, startTime); // the same document or stage once more: its end has been missed
    this.#open.set(key, tracer.startSpan(name, { attributes, startTime }, context));
  }

  #end(key: string, at: number): void {
    this.#take(key)?.end(at);
  }

  #take(key: string): Api.Span | undefined {
    const span = this.#open.get(key);
    this.#open.delete(key);
    return span;
  }

  #fail(span: Api.Span | null | undefined, { error, errorType }: Failure): void {
    span?.setAttribute("error.type", errorType);
    span?.setStatus({ code: this.#options.api.SpanStatusCode.ERROR, message: this.#text(error) });
  }

  #text(text: string): string {
    return this.#options.redactor.text(text);
  }
}

function documentKey(docId: string): string {
  return `d\u0000${docId}`;
}

function stageKey(stage: string, docId: string | null): string {
  return `s\u0000${stage}\u0000${docId ?? ""}`;
}
