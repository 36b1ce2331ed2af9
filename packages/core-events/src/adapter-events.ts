import * as z from "zod";
import { eventEnvelope } from "./event-envelope.js";
import { jsonValueSchema } from "./json-value.js";

/** The states an adapter passes through: `idle → starting → fetching → draining → closed`, and `failed` from any of them. */
export const adapterStateSchema = z.enum(["idle", "starting", "fetching", "draining", "closed", "failed"]);

/** @see {@link adapterStateSchema} */
export type AdapterState = z.infer<typeof adapterStateSchema>;

/**
 * Fires at each change of an adapter's state: `starting` before the source is opened, `fetching` at its first item,
 * `draining` when it has ended or been told to stop while documents are in flight, `closed` or `failed` at the end.
 *
 * @example
 * ```json
 * { "type": "AdapterStateChange", "version": 1, "sequence": 3, "timestamp": 1763775600002, "runId": "r1", "pipelineId": "p1",
 *   "adapter": "jsonl", "oldState": "starting", "newState": "fetching", "reason": null }
 * ```
 */
export const adapterStateChangeSchema = eventEnvelope.extend({
  type: z.literal("AdapterStateChange"),
  adapter: z.string(),
  oldState: adapterStateSchema,
  newState: adapterStateSchema,
  reason: z.string().nullable(),
});

/**
 * Fires at each retry as it happens, before its wait: of a request (then with `url`) or of a document (then with `docId`).
 *
 * `attempt` is the number of the attempt that failed, from 1. `url` and `cause` are redacted.
 *
 * @example
 * ```json
 * { "type": "AdapterRetry", "version": 1, "sequence": 12, "timestamp": 1763775600450, "runId": "r1", "pipelineId": "p1",
 *   "adapter": "clinical-trials", "attempt": 1, "delayMs": 2000, "cause": "HTTP 429, Retry-After 2 s", "statusCode": 429,
 *   "url": "https://clinicaltrials.gov/api/v2/studies?pageSize=100" }
 * ```
 */
export const adapterRetrySchema = eventEnvelope.extend({
  type: z.literal("AdapterRetry"),
  adapter: z.string(),
  docId: z.string().optional(),
  attempt: z.number().int().min(1),
  delayMs: z.number().min(0),
  cause: z.string(),
  statusCode: z.number().int().optional(),
  url: z.string().optional(),
});

/**
 * Fires when an adapter reports something of its own through `context.emit(name, payload)`.
 *
 * @example
 * ```json
 * { "type": "AdapterEvent", "version": 1, "sequence": 8, "timestamp": 1763775600100, "runId": "r1", "pipelineId": "p1",
 *   "adapter": "clinical-trials", "name": "page", "payload": { "number": 1, "items": 100 } }
 * ```
 */
export const adapterEventSchema = eventEnvelope.extend({
  type: z.literal("AdapterEvent"),
  adapter: z.string(),
  name: z.string(),
  payload: jsonValueSchema,
});

/** @see {@link adapterStateChangeSchema} */
export type AdapterStateChange = Readonly<z.infer<typeof adapterStateChangeSchema>>;
/** @see {@link adapterRetrySchema} */
export type AdapterRetry = Readonly<z.infer<typeof adapterRetrySchema>>;
/** @see {@link adapterEventSchema} */
export type AdapterEvent = Readonly<z.infer<typeof adapterEventSchema>>;
