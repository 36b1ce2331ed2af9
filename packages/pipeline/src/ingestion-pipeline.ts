import { randomUUID } from "node:crypto";
import {
  type AnyAdapter,
  byType,
  collectSecrets,
  type Document,
  Redactor,
  SluiceError,
} from "@sluice/core-events";
import * as z from "zod";
import { publishCall } from "./diagnostics.js";
import { collectEagerly } from "./eager.js";
import type { EventStream } from "./event-stream.js";
import { IngestionRun } from "./ingestion-run.js";
import { admitLegacyCall } from "./legacy-call.js";
import { type IngestOptions, PersistentRun } from "./persistent-run.js";
import { kindOf } from "./kind-of.js";
import type { PipelineResult } from "./pipeline-result.js";
import { requireAdapters } from "./require-adapters.js";
import { requireCheckpoint } from "./require-checkpoint.js";
import { requireRunOptions } from "./require-run-options.js";
import { RunEventStream, RunIterator } from "./run-iterator.js";
import type { RunSetup } from "./run-setup.js";
import { resolveLimits, type ResultOptions, type RunOptions, type StreamOptions } from "./stream-options.js";

/** What makes an {@link IngestionPipeline}. */
export interface IngestionPipelineOptions {
  readonly adapters: readonly AnyAdapter[];
  /** How the pipeline is named in events. @default a random UUID */
  readonly id?: string;
}

/** What `runAsync` accepts. */
export interface EagerOptions extends RunOptions {
  /** Rejects with `EAGER_LIMIT_EXCEEDED` beyond this many documents. @default no limit, with a warning above 100,000 */
  readonly maxDocuments?: number;
}

/** The documents of one run, in order; `stats` says how many failed. */
export type DocumentStream = AsyncIterableIterator<Document, undefined> & AsyncDisposable & Pick<EventStream, "stats" | "stop">;

/**
 * Runs adapters. One pipeline may run any number of times, also at the same time: runs share nothing.
 *
 * All ways to run are views of one stream of events. Memory does not depend on the number of documents, except in
 * `runAsync` and `runAsyncLegacy`, which collect them.
 *
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [jsonl()] });
 * for await (const event of pipeline.streamEvents("jsonl", { parameters: { input: "records.jsonl" }, concurrency: 8 })) {
 *   if (event.type === "DocumentFailed") console.error(event.docId, event.error);
 * }
 * ```
 */
export class IngestionPipeline {
  readonly id: string;
  readonly #adapters: ReadonlyMap<string, AnyAdapter>;

  /** @throws {TypeError} If there is no adapter, one is none, or two have the same name. */
  constructor({ adapters, id = randomUUID() }: IngestionPipelineOptions) {
    this.#adapters = requireAdapters(adapters);
    if (typeof id !== "string" || id === "") throw new TypeError(`Cannot make a pipeline: id must be a string that is not empty, received ${kindOf(id)}`);
    this.id = id;
  }

  /**
   * Streams everything that happens in a run, as it happens.
   *
   * Fetching pauses while `bufferSize` events wait. A bad document is an event; a source that breaks, an abort and an early
   * stop end the stream with `RunFailed`, then the iteration rejects. Checkpoints come as `BatchProgress` events with
   * `checkpoint`; whoever stores them can go on with `resumeFrom`, and `ingest` does so by itself.
   *
   * @throws {TypeError} If no adapter has this name, or an option is of the wrong type.
   * @throws {RangeError} If a number among the options is out of range.
   * @throws {SluiceError} `PARAMETERS_INVALID` if the parameters do not fit the adapter, `CHECKPOINT_CORRUPT` or
   *   `CHECKPOINT_MISMATCH` if `resumeFrom` is no checkpoint, or one of another adapter or a newer release.
   * @example Only what went wrong and how far it is
   * ```ts
   * for await (const event of pipeline.streamEvents("jsonl", { parameters, filter: or(errorsOnly, progressOnly) })) console.log(event);
   * ```
   */
  streamEvents(adapter: string, options: StreamOptions = {}): EventStream {
    const setup = this.#setup(adapter, options);
    publishCall({ method: "streamEvents", pipelineId: this.id, adapter });
    return new RunEventStream(new IngestionRun({ ...setup, filter: options.filter, transform: options.transform }));
  }

  /**
   * Streams the documents of a run and nothing else; new code that wants to see failures or progress reads `streamEvents()`.
   *
   * With `onFailure: "skip"` failed documents are left out, counted in `stats` and published on the diagnostics channel
   * `sluice:pipeline:document-failed`. With `"throw"` the iteration rejects with the error of the first document that fails
   * for good, after the documents completed before it.
   *
   * @example
   * ```ts
   * const documents = pipeline.iterResults("jsonl", { parameters, concurrency: 8 });
   * for await (const document of documents) await save(document);
   * console.log(documents.stats.failed);
   * ```
   */
  iterResults(adapter: string, options: ResultOptions = {}): DocumentStream {
    const onFailure: string = options.onFailure ?? "skip";
    if (onFailure !== "skip" && onFailure !== "throw") {
      throw new RangeError(`Cannot start the run: onFailure must be skip or throw, received ${JSON.stringify(onFailure)}`);
    }
    const setup = this.#setup(adapter, options);
    publishCall({ method: "iterResults", pipelineId: this.id, adapter });
    const throwOnFailure = onFailure === "throw";
    return new RunIterator<Document>(new IngestionRun({ ...setup, output: "documents", throwOnFailure }));
  }

  /**
   * Runs to the end and gives everything back at once. Memory grows with the number of documents: for more than some
   * thousand read `streamEvents()` or `iterResults()`. Above 100,000 documents it warns, once per process.
   *
   * @throws {SluiceError} `EAGER_LIMIT_EXCEEDED` beyond `maxDocuments`; the source is closed.
   * @throws The error that broke the run, or the signal's reason. Failed documents are in `errors`.
   * @example
   * ```ts
   * const { documents, errors, stats } = await pipeline.runAsync("jsonl", { parameters, maxDocuments: 10_000 });
   * ```
   */
  async runAsync(adapter: string, options: EagerOptions = {}): Promise<PipelineResult> {
    const { maxDocuments = Infinity } = options;
    if (maxDocuments !== Infinity && (!Number.isInteger(maxDocuments) || maxDocuments < 1)) {
      throw new RangeError(`Cannot start the run: maxDocuments must be an integer >= 1, received ${JSON.stringify(maxDocuments)}`);
    }
    const setup = this.#setup(adapter, options);
    publishCall({ method: "runAsync", pipelineId: this.id, adapter });
    const filter = byType("DocumentCompleted", "DocumentFailed");
    return collectEagerly(new RunEventStream(new IngestionRun({ ...setup, filter })), maxDocuments);
  }

  /**
   * The 0.x contract: the list of documents, or a rejection with the error of the first that fails. Memory grows with the
   * number of documents. Each call is published on the diagnostics channel `sluice:pipeline:call`; `SLUICE_SILENCE_DEPRECATIONS=1`
   * silences its warning.
   *
   * @deprecated since 1.0, removed six months later. Use `iterResults(adapter, { onFailure: "throw" })`.
   */
  async runAsyncLegacy(adapter: string, options: RunOptions = {}): Promise<Document[]> {
    const setup = this.#setup(adapter, options);
    admitLegacyCall();
    publishCall({ method: "runAsyncLegacy", pipelineId: this.id, adapter });
    const documents: Document[] = [];
    const stream = new RunIterator<Document>(new IngestionRun({ ...setup, output: "documents", throwOnFailure: true }));
    for await (const document of stream) documents.push(document);
    return documents;
  }

  /**
   * Runs into a sink so that a crash at any instant loses nothing and doubles nothing: documents, dead letters and the
   * position in the source are committed together, and a run whose state holds a checkpoint goes on behind it.
   *
   * A consumer that leaves early leaves the state at the last checkpoint. A finished run is not run again: the stream then
   * is `RunStarted` and `RunCompleted`.
   *
   * @example
   * ```ts
   * await using state = await openStateDirectory("records.jsonl.sluice");
   * for await (const event of pipeline.ingest("jsonl", { parameters, state, sink: jsonlSink({ path: "records.jsonl" }) })) report(event);
   * ```
   */
  ingest(adapter: string, options: IngestOptions): EventStream {
    const setup = this.#setup(adapter, options);
    publishCall({ method: "ingest", pipelineId: this.id, adapter });
    return new PersistentRun(setup, options);
  }

  #setup(name: string, options: RunOptions): RunSetup {
    const adapter = this.#adapters.get(name);
    if (adapter === undefined) {
      throw new TypeError(`Cannot run adapter ${JSON.stringify(name)}: expected one of ${[...this.#adapters.keys()].join(", ")}`);
    }
    requireRunOptions(options);
    const { resumeFrom } = options;
    const given = options.parameters ?? {};
    const secrets = [...new Set([...collectSecrets(given), ...(options.secrets ?? [])])];
    return {
      adapter,
      parameters: parseParameters(adapter, given),
      shownParameters: Object.freeze(new Redactor(secrets).value(given)),
      secrets,
      limits: resolveLimits(options),
      options: resumeFrom === undefined ? options : { ...options, resumeFrom: requireCheckpoint(resumeFrom, adapter) },
      pipelineId: this.id,
      runId: options.runId ?? randomUUID(),
      output: "events",
    };
  }
}

function parseParameters(adapter: AnyAdapter, given: Readonly<Record<string, unknown>>): unknown {
  if (adapter.parameters === undefined) return given;
  const result = adapter.parameters.safeParse(given);
  if (result.success) return result.data;
  const message = `Cannot run ${adapter.name} with these parameters: ${z.prettifyError(result.error)}`;
  throw new SluiceError(message, { code: "PARAMETERS_INVALID", context: { adapter: adapter.name } });
}
