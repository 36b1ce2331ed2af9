import type * as z from "zod";
import type { Document } from "./document.js";
import type { JsonValue } from "./json-value.js";
import type { CircuitStateChange } from "./stage-events.js";

/** What an adapter is given while it fetches. The same object for the whole run. */
export interface FetchContext<Parameters = unknown> {
  /** The run's parameters, checked by the adapter's own schema. */
  readonly parameters: Parameters;
  /** Aborts when the run ends for any reason; give it to everything that waits. */
  readonly signal: AbortSignal;
  /** The last mark before which everything is finished, or `null` at the start of a source. */
  readonly cursor: JsonValue | null;
  /**
   * Says that reading can begin again at `cursor`, which stands before the next item yielded. Call it before the first
   * item of a page or chunk, at least every 1,000 items; an adapter that never calls it is read from its start on resume.
   */
  readonly mark: (cursor: JsonValue) => void;
  /** Says how many items the source holds in all, once that is known. Only ever used for the ETA. */
  readonly expect: (total: number) => void;
  /** Sends an `AdapterEvent`. */
  readonly emit: (name: string, payload: JsonValue) => void;
  /** Sends an `AdapterRetry`; call it before the wait. `url` and `cause` are redacted by the pipeline. */
  readonly retrying: (retry: RetryNotice) => void;
  /** Sends a `CircuitStateChange`: a host or service that kept failing is left alone, or is tried again. */
  readonly circuitChanged: (change: CircuitNotice) => void;
}

/** A circuit breaker's change of state, as an adapter reports it. */
export type CircuitNotice = Pick<CircuitStateChange, "circuit" | "oldState" | "newState" | "reason">;

/** One retry, as an adapter reports it. */
export interface RetryNotice {
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly cause: string;
  readonly docId?: string;
  readonly statusCode?: number;
  readonly url?: string;
}

/** What an adapter is given while it parses. The same object for the whole run; retries of a document are the run's own to tell. */
export type ParseContext<Parameters = unknown> = Pick<FetchContext<Parameters>, "parameters" | "signal" | "emit" | "circuitChanged">;

/**
 * A source of documents.
 *
 * `fetch` is pulled, one item at a time, and never in parallel: back-pressure comes free. It must close what it opened when
 * its iterator is returned early. It yields every record of the source, also a broken one, which then fails in `parse`:
 * an error thrown by `fetch` itself ends the run.
 *
 * `parse` turns one item into a document; it may run for several items at once. What it throws fails that one document,
 * and is tried again first if it says `retryable`; a `SluiceError` with code `TRY_AGAIN_LATER` stops the whole run resumably.
 *
 * @example
 * ```ts
 * const numbers: Adapter<number> = {
 *   name: "numbers",
 *   *fetch({ cursor, mark }) {
 *     for (let n = typeof cursor === "number" ? cursor : 0; n < 10; n += 1) {
 *       mark(n);
 *       yield n;
 *     }
 *   },
 *   identify: (n) => `number-${n}`,
 *   parse: (n) => ({ docId: `number-${n}`, title: null, text: String(n), metadata: {}, provenance: { source: "numbers" } }),
 * };
 * ```
 */
export interface Adapter<Raw = unknown, Parameters = unknown> {
  /** Lower-case words joined by hyphens; how the adapter is named in events, on the command line and in checkpoints. */
  readonly name: string;
  /** One line for `sluice adapters`. */
  readonly description?: string;
  /** Checks and completes the run's parameters. Without it any object is accepted as it is. */
  readonly parameters?: z.ZodType<Parameters>;
  /** Yields every record of the source, in the same order each time, from `context.cursor` on. */
  fetch(context: FetchContext<Parameters>): AsyncIterable<Raw> | Iterable<Raw>;
  /** The document's id, from the record itself or its place in the source. */
  identify(raw: Raw): string;
  /** Makes the document of a record, with the id that `identify` gives. Leaves the record as it is, because it may be parsed again. */
  parse(raw: Raw, context: ParseContext<Parameters>): Document | PromiseLike<Document>;
  /** Throws if the document must not pass. Runs after `parse`, before the pipeline's own `validate`. */
  validate?(document: Document, context: ParseContext<Parameters>): void | PromiseLike<void>;
  /** What `DocumentCompleted.adapterMetadata` says of the retrieval. */
  describe?(raw: Raw): Readonly<Record<string, unknown>>;
  /** The item's size in bytes, for the byte budget; cheap, an estimate will do. */
  sizeOf?(raw: Raw): number;
  /** How many items the source holds, if it can tell at little cost. Only ever used for the ETA. */
  estimateTotal?(context: ParseContext<Parameters>): number | null | PromiseLike<number | null>;
  /** What identifies the source's content (size, hash of a file …); a resume with another value is refused. */
  fingerprint?(parameters: Parameters): Readonly<Record<string, JsonValue>> | PromiseLike<Readonly<Record<string, JsonValue>>>;
}

/** Any adapter, whatever its items and parameters are; what collections of adapters hold. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an adapter is contravariant in both, so `unknown` would fit none
export type AnyAdapter = Adapter<any, any>;
