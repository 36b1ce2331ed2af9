import { type Deprecation, type DeprecationStage, stageAt, stageBegins, stageOfRelease } from "@sluice/core-events/deprecations";

/** One stage of a plan, with its days. */
export interface PlannedStage extends DeprecationStage {
  /** The first day (ISO 8601 date, UTC), or null while the release that announces it is not out. */
  readonly begins: string | null;
  /** Whether it holds at the moment asked for. */
  readonly current: boolean;
}

/** A deprecation with its stages on the calendar. */
export interface DeprecationPlan extends Omit<Deprecation, "stages"> {
  readonly type: "sluice-adoption-plan";
  readonly version: 1;
  /** The day asked for (ISO 8601 date, UTC). */
  readonly at: string;
  /** The stage that the installed release has built in, whatever the day. */
  readonly installed: DeprecationStage["name"];
  readonly stages: readonly PlannedStage[];
}

/**
 * Puts a deprecation on the calendar.
 *
 * @throws {RangeError} If `at` is no valid date.
 */
export function deprecationPlan(deprecation: Deprecation, at: Date): DeprecationPlan {
  const now = stageAt(deprecation, at);
  const stages = deprecation.stages.map((stage) => ({ ...stage, begins: isoDay(stageBegins(deprecation, stage)), current: stage === now }));
  return { type: "sluice-adoption-plan", version: 1, ...deprecation, at: at.toISOString().slice(0, 10), installed: stageOfRelease(deprecation).name, stages };
}

function isoDay(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}
