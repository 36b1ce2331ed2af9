import { open } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import type { Segment } from "./log-files.js";
import { indexSegment, loadIndex, type SegmentIndex } from "./segment-index.js";
import type { ReadPlan } from "./read-options.js";

/** Where reading begins: in which segment, at which byte, and at which offset that is. */
export interface LogStart {
  readonly segment: Segment;
  readonly position: number;
  readonly offset: number;
  /** Events before this offset are passed over. */
  readonly first: number;
  /** Events before the first one of this time are passed over; `-Infinity` passes over none. */
  readonly notBefore: number;
}

/**
 * Finds where to begin, by the index as far as there is one.
 *
 * @param segments Of the log, oldest first; not empty.
 * @throws {SluiceError} `LOG_OFFSET_EXPIRED` if the offset wanted is not kept any longer.
 */
export async function findStart(segments: readonly [Segment, ...Segment[]], plan: ReadPlan): Promise<LogStart> {
  return plan.from instanceof Date ? await startAtTime(segments, plan.from.getTime()) : await startAtOffset(segments, plan.from, plan);
}

async function startAtOffset(segments: readonly [Segment, ...Segment[]], from: number, plan: ReadPlan): Promise<LogStart> {
  const [oldest] = segments;
  if (from > 0 && from < oldest.base) reportExpired({ from, first: oldest.base }, plan);
  const segment = segments.findLast(({ base }) => base <= from) ?? oldest;
  const index = await storedIndex(segment);
  const point = index?.points.findLast(({ offset }) => offset <= from);
  return { segment, position: point?.position ?? 0, offset: point?.offset ?? segment.base, first: from, notBefore: -Infinity };
}

async function startAtTime(segments: readonly [Segment, ...Segment[]], time: number): Promise<LogStart> {
  for (const segment of segments) {
    const isLast = segment === segments.at(-1);
    const index = (await storedIndex(segment)) ?? (isLast ? null : await madeIndex(segment));
    if (!isLast && (index?.latest ?? -Infinity) < time) continue;
    const point = index?.points.findLast(({ latestBefore }) => latestBefore === null || latestBefore < time);
    return { segment, position: point?.position ?? 0, offset: point?.offset ?? segment.base, first: 0, notBefore: time };
  }
  throw new RangeError("Cannot find the start of a log: expected at least one segment, received none");
}

/** Tells of events that are gone, by an error or a notice. */
export function reportExpired({ from, first }: { readonly from: number; readonly first: number }, plan: ReadPlan): void {
  if (!plan.skipsExpired) {
    const message = `Cannot read the log from offset ${from}: the first offset that is kept is ${first}`;
    throw new SluiceError(message, { code: "LOG_OFFSET_EXPIRED", context: { requested: from, firstOffset: first } });
  }
  plan.onNotice({ kind: "gap", from, to: first - 1 });
}

async function storedIndex(segment: Segment): Promise<SegmentIndex | null> {
  const handle = await open(segment.path, "r");
  try {
    return await loadIndex(segment, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

/** The index of a segment that has none, made in memory: reading never writes. */
async function madeIndex(segment: Segment): Promise<SegmentIndex | null> {
  const handle = await open(segment.path, "r");
  try {
    return (await indexSegment(handle, segment, null)).index;
  } catch (error) {
    if (SluiceError.is(error) && error.code === "LOG_DAMAGED") return null; // the reading will come across it, and says how to go on
    throw error;
  } finally {
    await handle.close();
  }
}
