import type { RunMethod } from "../run-methods.js";

/** What one process counted in one stretch of time: one line of the file, and all that ever leaves the process. */
export interface UsageRecord {
  readonly type: "sluice-adoption-usage";
  readonly version: 1;
  /** Random at each start and kept nowhere; with `sequence` it tells a line that is read twice from two lines. */
  readonly run: string;
  /** 1, 2, 3 … within `run`. */
  readonly sequence: number;
  /** The hour in which the stretch began, ms since epoch. */
  readonly fromHour: number;
  /** The hour in which it ended. */
  readonly untilHour: number;
  /** Calls within the stretch, by method. */
  readonly calls: Readonly<Record<RunMethod, number>>;
  /** Calls by a method that this release does not know. */
  readonly otherCalls: number;
  /** Calls by place, where places are counted at all: numbered in order of their first call, without file or name. */
  readonly places?: readonly PlaceCount[];
  /** Calls from places beyond the limit, or whose place could not be told. */
  readonly callsWithoutPlace?: number;
}

/** The calls of one place in the code. */
export interface PlaceCount {
  readonly place: number;
  readonly method: RunMethod;
  readonly calls: number;
}

const HOUR_MS = 3_600_000;

/** The beginning of the hour, so that no line can be matched with a log by its time. */
export function hourOf(time: number): number {
  return time - (time % HOUR_MS);
}
