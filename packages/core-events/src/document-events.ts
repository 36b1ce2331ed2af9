import * as z from "zod";
import { documentSchema } from "./document.js";
import { eventEnvelope } from "./event-envelope.js";

/**
 * Fires when a document enters the pipeline, before it is parsed: exactly once per document, first of its events.
 *
 * `parameters` are those of the run, redacted.
 *
 * @example
 * ```json
 * { "type": "DocumentStarted", "version": 1, "sequence": 4, "timestamp": 1763775600000, "runId": "r1", "pipelineId": "p1",
 *   "docId": "NCT00763412", "adapter": "clinical-trials", "parameters": { "query.cond": "cystic fibrosis" } }
 * ```
 */
export const documentStartedSchema = eventEnvelope.extend({
  type: z.literal("DocumentStarted"),
  docId: z.string(),
  adapter: z.string(),
  parameters: z.record(z.string(), z.unknown()),
});

/**
 * Fires when a document has been parsed and validated: its terminal event, never followed by another of the same document.
 *
 * `durationMs` runs from `DocumentStarted` and includes retries. `adapterMetadata` is what the adapter says of the
 * retrieval (line number, page, …), not of the content.
 *
 * @example
 * ```json
 * { "type": "DocumentCompleted", "version": 1, "sequence": 5, "timestamp": 1763775600004, "runId": "r1", "pipelineId": "p1",
 *   "document": { "docId": "NCT00763412", "title": "Vitamin D", "text": null, "metadata": {},
 *                 "provenance": { "source": "clinical-trials" } },
 *   "durationMs": 4.1, "adapterMetadata": { "page": 1 } }
 * ```
 */
export const documentCompletedSchema = eventEnvelope.extend({
  type: z.literal("DocumentCompleted"),
  document: documentSchema,
  durationMs: z.number().min(0),
  adapterMetadata: z.record(z.string(), z.unknown()),
});

/**
 * Fires when a document has failed for good, after its retries: its terminal event. The run goes on.
 *
 * `docId` is `null` only where the record could not even be identified; then no `DocumentStarted` came before.
 * `errorType` is the code of a `SluiceError`, else the error's name. `isRetryable` says whether running it again may help.
 *
 * @example
 * ```json
 * { "type": "DocumentFailed", "version": 1, "sequence": 7, "timestamp": 1763775600009, "runId": "r1", "pipelineId": "p1",
 *   "docId": "records.jsonl:17", "error": "Cannot parse line 17 as JSON", "errorType": "RECORD_MALFORMED",
 *   "retryCount": 0, "isRetryable": false }
 * ```
 */
export const documentFailedSchema = eventEnvelope.extend({
  type: z.literal("DocumentFailed"),
  docId: z.string().nullable(),
  error: z.string(),
  errorType: z.string(),
  retryCount: z.number().int().min(0),
  isRetryable: z.boolean(),
  stack: z.string().optional(),
});

/** @see {@link documentStartedSchema} */
export type DocumentStarted = Readonly<z.infer<typeof documentStartedSchema>>;
/** @see {@link documentCompletedSchema} */
export type DocumentCompleted = Readonly<z.infer<typeof documentCompletedSchema>>;
/** @see {@link documentFailedSchema} */
export type DocumentFailed = Readonly<z.infer<typeof documentFailedSchema>>;
