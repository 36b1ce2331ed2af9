import type { BusEvent } from "../event-bus.js";

/** The event on a line of the log, or `null` if there is none: the line is damaged. Nothing beyond `type` is looked at. */
export function parseLine(line: string | null): BusEvent | null {
  if (line === null) return null;
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") return null;
    return value as BusEvent; // a log holds events, and unknown ones are events, too
  } catch {
    return null; // the caller says what that means
  }
}

/** The time of an event in ms since epoch; `-Infinity` where it says none. */
export function timeOf(event: BusEvent): number {
  return typeof event.timestamp === "number" && Number.isFinite(event.timestamp) ? event.timestamp : -Infinity;
}
