import { inspect } from "node:util";
import type { Checkpoint, Document, EventFilter, EventTransformer, RunMonitor } from "@sluice/core-events";
import { type RetryPolicy, retryPolicySchema } from "@sluice/resilience";
import * as z from "zod";

/** What every way of running a pipeline accepts. */
export interface RunOptions {
  /** What the adapter is to fetch; checked by the adapter's own schema. @default {} */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Most events that wait for the consumer before fetching pauses, an integer from 1 to 1,000,000. @default 100 */
  readonly bufferSize?: number;
  /** Most bytes of documents that wait for the consumer, an integer >= 1 or `Infinity`; counted where the adapter knows the size of its items. @default 67108864 (64 MiB) */
  readonly bufferBytes?: number;
  /** Documents parsed at the same time, an integer from 1 to 10,000. @default 1 */
  readonly concurrency?: number;
  /**
   * Whether outcomes come as documents finish, or as the source holds them. In source order a slow document holds back the
   * ones behind it, which count towards `bufferSize` meanwhile. @default "completion"
   */
  readonly order?: "completion" | "source";
  /** Retries of a document whose failure says it is retryable. @default 3 attempts, from 250 ms to 30 s apart */
  readonly retry?: Partial<RetryPolicy>;
  /** Documents between two `BatchProgress` events, an integer from 1 to 1,000,000,000. @default 100 */
  readonly progressInterval?: number;
  /** Documents between two checkpoints, an integer from 1 to 1,000,000,000. @default 1000 */
  readonly checkpointInterval?: number;
  /** Milliseconds between two checkpoints while documents finish, an integer from 10 to 86,400,000. @default 1000 */
  readonly checkpointEveryMs?: number;
  /** Stops after this many documents, an integer >= 0, those of earlier attempts included; the run then completes. @default Infinity */
  readonly limit?: number;
  /** Goes on behind a checkpoint of an earlier attempt: one of the same adapter, with the same parameters. @default the start of the source */
  readonly resumeFrom?: Checkpoint;
  /** Ends the run at once: requests in flight are aborted and the stream rejects with the signal's reason. @default none */
  readonly signal?: AbortSignal;
  /** A quality rule: what it throws fails the document. Runs after the adapter's own `validate`. @default none */
  readonly validate?: (document: Document) => void | PromiseLike<void>;
  /** Watch every outcome from inside the run, before any filter, and may stop it. @default none */
  readonly monitors?: readonly RunMonitor[];
  /** Values that must not show in events, dead letters or state, besides those of parameters that are named like secrets. @default none */
  readonly secrets?: readonly string[];
  /** How the run is named in its events. @default a random UUID */
  readonly runId?: string;
}

/** What `streamEvents` accepts. */
export interface StreamOptions extends RunOptions {
  /** Decides which events are queued at all. A filter that throws fails the document concerned. @default all */
  readonly filter?: EventFilter;
  /** Enriches each event before it is queued. A transformer that throws fails the document concerned. @default none */
  readonly transform?: EventTransformer;
}

/** What `iterResults` accepts. */
export interface ResultOptions extends RunOptions {
  /** `"skip"` leaves failed documents out, visible in `stats`; `"throw"` rejects with the error of the first that fails. @default "skip" */
  readonly onFailure?: "skip" | "throw";
}

/** Three attempts unless told otherwise, also where other parts of the policy are given. */
const withFewerAttempts = (retry: unknown): unknown => {
  if (retry === undefined) return { maxAttempts: 3 };
  return typeof retry === "object" && retry !== null && !Array.isArray(retry) && !("maxAttempts" in retry) ? { ...retry, maxAttempts: 3 } : retry;
};

const integer = (min: number, max: number): z.ZodNumber => z.number().int().min(min).max(max);
const integerOrInfinity = (min: number) =>
  z.union([integer(min, Number.MAX_SAFE_INTEGER), z.literal(Infinity)], { error: `expected an integer >= ${min}, or Infinity` });

const limitsSchema = z.object({
  bufferSize: integer(1, 1_000_000).default(100),
  bufferBytes: integerOrInfinity(1).default(64 * 1024 * 1024),
  concurrency: integer(1, 10_000).default(1),
  order: z.enum(["completion", "source"]).default("completion"),
  progressInterval: integer(1, 1_000_000_000).default(100),
  checkpointInterval: integer(1, 1_000_000_000).default(1000),
  checkpointEveryMs: integer(10, 86_400_000).default(1000),
  limit: integerOrInfinity(0).default(Infinity),
  retry: z.preprocess(withFewerAttempts, retryPolicySchema),
});

/** The numbers of a run, complete and checked. */
export type RunLimits = Readonly<z.output<typeof limitsSchema>>;

/**
 * Checks the numbers of a run and fills in the defaults.
 *
 * @throws {RangeError} If one is out of range or of the wrong type; the message names it, the range and what came.
 */
export function resolveLimits(options: RunOptions): RunLimits {
  const given = Object.fromEntries(Object.keys(limitsSchema.shape).map((name) => [name, options[name as keyof RunOptions]]));
  const result = limitsSchema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String) ?? [];
  const received: unknown = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], given);
  const problem = issue?.message.replace(/, received [^,]*$/, "") ?? "invalid"; // the value itself says more than its type
  throw new RangeError(`Cannot start the run: ${path.join(".")}: ${problem}, received ${describe(received)}`);
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 100 });
}
