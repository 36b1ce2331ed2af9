/** How much is traced. */
export interface TraceOptions {
  /** The share of documents with a span of their own, chosen by id. @default 0.01 */
  readonly sampleRatio?: number;
  /** Failed documents of one run that get a span though they were not chosen. @default 100 */
  readonly maxFailedDocuments?: number;
  /** Spans of documents and stages that are open at once in one run; beyond it none is begun. @default 1_000 */
  readonly maxOpenSpans?: number;
}

/** With every default filled in. */
export type TraceLimits = Required<TraceOptions>;

/** @throws {RangeError} If a number is out of range. */
export function traceLimits({ sampleRatio = 0.01, maxFailedDocuments = 100, maxOpenSpans = 1_000 }: TraceOptions): TraceLimits {
  if (!(sampleRatio >= 0 && sampleRatio <= 1)) throw new RangeError(`Cannot trace runs: sampleRatio must be from 0 to 1, received ${sampleRatio}`);
  for (const [name, value] of Object.entries({ maxFailedDocuments, maxOpenSpans })) {
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`Cannot trace runs: ${name} must be an integer >= 0, received ${value}`);
  }
  return { sampleRatio, maxFailedDocuments, maxOpenSpans };
}
