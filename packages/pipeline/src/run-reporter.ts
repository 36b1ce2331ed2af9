import {
  type AnyAdapter,
  type Checkpoint,
  type CircuitNotice,
  type Document,
  type DocumentFailed,
  errorMessageOf,
  errorTypeOf,
  EventFactory,
  type EventFields,
  type EventFilter,
  type EventTransformer,
  type EventType,
  type JsonValue,
  type PipelineEvent,
  Redactor,
  type RetryNotice,
  type RunFailureReason,
  type RunStats,
  SluiceError,
} from "@sluice/core-events";
import { publishFailure } from "./diagnostics.js";
import { EventOutlet } from "./event-outlet.js";
import { isRetryable } from "./is-retryable.js";
import type { Job } from "./job.js";
import type { RunClock } from "./run-clock.js";

/** What a {@link RunReporter} works with. */
export interface RunReporterOptions {
  readonly adapter: AnyAdapter;
  readonly runId: string;
  readonly pipelineId: string;
  /** The parameters as events show them. */
  readonly shownParameters: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  /** Whether events go out, or documents alone. */
  readonly output: "events" | "documents";
  readonly filter?: EventFilter | undefined;
  readonly transform?: EventTransformer | undefined;
  readonly clock: RunClock;
  readonly push: (item: PipelineEvent | Document, bytes: number) => void;
}

/** Puts what happens in a run into events, redacts them, and hands them out; or hands out documents alone. */
export class RunReporter {
  readonly #options: RunReporterOptions;
  readonly #factory: EventFactory;
  readonly #outlet: EventOutlet;
  readonly #redactor: Redactor;
  readonly #clock: RunClock;
  readonly #emits: boolean;
  readonly #failedItems = new WeakMap<DocumentFailed, unknown>();

  constructor(options: RunReporterOptions) {
    const { clock, runId, pipelineId } = options;
    this.#options = options;
    this.#clock = clock;
    this.#emits = options.output === "events";
    this.#factory = new EventFactory({ runId, pipelineId, now: clock.timestamp });
    this.#redactor = new Redactor(options.secrets);
    this.#outlet = new EventOutlet(this.#factory, { push: options.push, warn: (message, code) => this.warn(message, code) }, options);
  }

  /** The item that a failure is about, as the adapter yielded it. */
  itemOf(event: DocumentFailed): unknown {
    return this.#failedItems.get(event);
  }

  /** Makes and sends an event about anything but one document. */
  report<Type extends EventType>(type: Type, fields: EventFields<Type>): void {
    if (!this.#emits) return;
    this.#clock.tick();
    this.#outlet.report(type, fields);
  }

  runStarted(resumedFrom: Checkpoint | undefined): void {
    const { adapter, shownParameters } = this.#options;
    const fields = { adapter: adapter.name, parameters: shownParameters };
    if (resumedFrom === undefined) {
      this.report("RunStarted", fields);
      return;
    }
    const { runId, completed, failed } = resumedFrom;
    this.report("RunStarted", { ...fields, resumedFrom: { runId, completed, failed } });
  }

  runFailed(reason: RunFailureReason, error: unknown, stats: RunStats): void {
    const message = this.#redactor.text(errorMessageOf(error));
    this.report("RunFailed", { adapter: this.#options.adapter.name, reason, error: message, errorType: errorTypeOf(error), stats });
  }

  /**
   * Uses the time of the clock's last tick.
   * @throws {SluiceError} `TRANSFORM_FAILED` if a hook threw.
   */
  documentStarted(docId: string): void {
    if (!this.#emits) return;
    const { adapter, shownParameters } = this.#options;
    this.#send(this.#factory.documentStarted(docId, adapter.name, shownParameters), 0);
  }

  /** @throws {SluiceError} `TRANSFORM_FAILED` if a hook threw; then nothing was sent. */
  documentCompleted(job: Job, document: Document): void {
    if (!this.#emits) {
      this.#options.push(document, job.bytes);
      return;
    }
    const { adapter } = this.#options;
    const metadata = adapter.describe === undefined ? NO_METADATA : this.#redacted(adapter.describe(job.raw));
    this.#send(this.#factory.documentCompleted(document, this.#clock.tick() - job.startedAt, metadata), job.bytes);
  }

  documentFailed(item: { readonly raw: unknown; readonly docId: string | null; readonly attempt: number }, error: unknown): void {
    this.#clock.tick();
    const event: DocumentFailed = this.#factory.create("DocumentFailed", {
      docId: item.docId,
      error: this.#redactor.text(errorMessageOf(error)),
      errorType: errorTypeOf(error),
      retryCount: item.attempt - 1,
      isRetryable: isRetryable(error),
      ...this.#stackOf(error),
    });
    this.#failedItems.set(event, item.raw);
    publishFailure(event);
    if (this.#emits) this.#outlet.sendAnyway(event);
    else this.#factory.withdraw();
  }

  retrying(retry: RetryNotice): void {
    const url = retry.url === undefined ? {} : { url: this.#redactor.text(retry.url) };
    this.report("AdapterRetry", { adapter: this.#options.adapter.name, ...retry, cause: this.#redactor.text(retry.cause), ...url });
  }

  circuitChanged({ circuit, oldState, newState, reason }: CircuitNotice): void {
    const redacted = reason === null ? null : this.#redactor.text(reason);
    this.report("CircuitStateChange", { circuit: this.#redactor.text(circuit), oldState, newState, reason: redacted });
  }

  adapterEvent(name: string, payload: JsonValue): void {
    this.report("AdapterEvent", { adapter: this.#options.adapter.name, name, payload: this.#redactor.value(payload) });
  }

  /** A text without the secrets of this run's parameters. */
  redact(text: string): string {
    return this.#redactor.text(text);
  }

  /** Warns of something that nobody is left to be told of by an event. */
  warn(message: string, code: string): void {
    process.emitWarning(this.redact(message), { type: "SluiceWarning", code });
  }

  #redacted(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return this.#options.secrets.length === 0 ? metadata : this.#redactor.value(metadata);
  }

  #send(event: PipelineEvent, bytes: number): void {
    try {
      this.#outlet.send(event, bytes);
    } catch (cause) {
      throw new SluiceError(`Cannot pass on the event: ${errorMessageOf(cause)}`, { code: "TRANSFORM_FAILED", cause });
    }
  }

  /** The stack of an unexpected error; one of our own says it all in its message. */
  #stackOf(error: unknown): { stack?: string } {
    const stack = SluiceError.is(error) ? null : textStackOf(error);
    return stack === null ? {} : { stack: this.#redactor.text(stack) };
  }
}

function textStackOf(error: unknown): string | null {
  try {
    const stack: unknown = error instanceof Error ? error.stack : null;
    return typeof stack === "string" ? stack : null;
  } catch {
    return null; // whatever was thrown can be told of, without its stack
  }
}

const NO_METADATA: Readonly<Record<string, unknown>> = Object.freeze({});
