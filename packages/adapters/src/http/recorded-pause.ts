import type { FetchContext, JsonValue } from "@sluice/core-events";
import * as z from "zod";
import type { HostPause } from "./request-reports.js";

/** What a cursor says of the pause that a server has asked for: from and until when, in milliseconds since the epoch. */
export const recordedPauseShape = { pausedAt: z.number().optional(), notBefore: z.number().optional() };

/** @see {@link recordedPauseShape} */
export interface RecordedPause {
  readonly pausedAt?: number | undefined;
  readonly notBefore?: number | undefined;
}

/** Tells of a long pause and marks it in `cursor`, where reading is to begin again, so that it holds over a restart. */
export function recordPause({ emit, mark }: Pick<FetchContext, "emit" | "mark">, cursor: Readonly<Record<string, JsonValue>>): (pause: HostPause) => void {
  return ({ host, until }) => {
    emit("host-paused", { host, until });
    mark({ ...cursor, pausedAt: Date.now(), notBefore: until });
  };
}

/**
 * How much of a recorded pause is left, in milliseconds, never below zero. Two processes share only the wall clock, which may have been set
 * meanwhile, so it is never more than what was asked for.
 */
export function pauseLeft({ pausedAt, notBefore }: RecordedPause): number {
  if (pausedAt === undefined || notBefore === undefined) return 0;
  return Math.max(0, Math.min(notBefore - Date.now(), notBefore - pausedAt));
}
