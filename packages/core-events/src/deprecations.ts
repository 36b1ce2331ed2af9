/** What one stage of a deprecation means, from its month until the next stage. */
export interface DeprecationStage {
  /** Full months after the announcement at which the stage begins. */
  readonly month: number;
  readonly name: "announced" | "discouraged" | "removed";
  /** What a call does: one warning per process, one per call site, or a `SluiceError` with the code `API_REMOVED`. */
  readonly call: "warn-once" | "warn-per-call-site" | "throw";
  /** How the `recommended` configuration of the lint plugin reports it; `strict` always reports an error. */
  readonly lint: "warn" | "error";
}

/** An API on its way out, as data: run time, lint rules and reports read their behaviour from it. */
export interface Deprecation {
  /** The code of the warning, as given to `process.emitWarning`. */
  readonly code: string;
  readonly api: string;
  readonly replacement: string;
  /** The release that announces it. */
  readonly since: string;
  /** When that release came out (ISO 8601 date, UTC); null until it has, which holds the first stage. */
  readonly announcedAt: string | null;
  /** In order of their months; the first begins at 0. */
  readonly stages: readonly DeprecationStage[];
}

/**
 * When this release of Sluice was made (ISO 8601 date, UTC); null in a build that was never released.
 * What a call does depends on this date and not on today's: an installed version behaves tomorrow as it does today.
 */
export const RELEASED_AT: string | null = null;

/** The eager call of 0.x, kept for six months after 1.0. */
export const runAsyncLegacyDeprecation: Deprecation = {
  code: "SLUICE_DEP001",
  api: "IngestionPipeline.runAsyncLegacy",
  replacement: 'iterResults(adapter, { onFailure: "throw" }) or streamEvents(adapter)',
  since: "1.0.0",
  announcedAt: null,
  stages: [
    { month: 0, name: "announced", call: "warn-once", lint: "warn" },
    { month: 3, name: "discouraged", call: "warn-per-call-site", lint: "error" },
    { month: 6, name: "removed", call: "throw", lint: "error" },
  ],
};

/**
 * The stage that holds at a moment; before the announcement, and without one, the first.
 *
 * @throws {RangeError} If `at` is no valid date.
 * @example
 * ```ts
 * const announced = { ...runAsyncLegacyDeprecation, announcedAt: "2027-01-15" };
 * stageAt(announced, new Date("2027-04-15")).name; // "discouraged"
 * ```
 */
export function stageAt(deprecation: Deprecation, at: Date): DeprecationStage {
  const time = at.getTime();
  if (Number.isNaN(time)) throw new RangeError("Cannot tell the stage of a deprecation: at must be a valid date");
  const [first, ...later] = deprecation.stages;
  if (first === undefined) throw new RangeError(`Cannot tell the stage of ${deprecation.api}: at least one stage is required, received none`);
  let stage = first;
  for (const next of later) {
    const begins = stageBegins(deprecation, next);
    if (begins !== null && time >= begins.getTime()) stage = next;
  }
  return stage;
}

/** When a stage begins (UTC, at midnight), or null if the deprecation is not announced yet; 31 August + 6 months is the last of February. */
export function stageBegins({ announcedAt }: Deprecation, { month }: DeprecationStage): Date | null {
  if (announcedAt === null) return null;
  const announced = new Date(announcedAt);
  const firstOfMonth = Date.UTC(announced.getUTCFullYear(), announced.getUTCMonth() + month, 1);
  const begins = new Date(firstOfMonth);
  const lastDay = new Date(Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + 1, 0)).getUTCDate();
  begins.setUTCDate(Math.min(announced.getUTCDate(), lastDay));
  return begins;
}

/** The stage that this release was made in: what `runAsyncLegacy` does, and how severe the lint rule is. */
export function stageOfRelease(deprecation: Deprecation, releasedAt: string | null = RELEASED_AT): DeprecationStage {
  return stageAt(deprecation, releasedAt === null ? new Date(0) : new Date(releasedAt));
}
