import { formatCount } from "../output/format.js";
import type { ForwardSummary } from "./forward-summary.js";

/** What is said of forwarding at the end, one line per target. */
export function forwardLines(forwards: readonly ForwardSummary[]): string[] {
  return forwards.map((forward) => `forward       ${forward.target}: ${[`${events(forward.forwarded)} sent`, ...partsOf(forward)].join(", ")}${reasonOf(forward)}`);
}

function partsOf({ lag, refused, missed }: ForwardSummary): string[] {
  return [
    ...(lag > 0 ? [`${events(lag)} wait${lag === 1 ? "s" : ""} in the log`] : []),
    ...(refused > 0 ? [`${events(refused)} refused`] : []),
    ...(missed > 0 ? [`${events(missed)} removed from the log before`] : []),
  ];
}

function reasonOf({ state, error }: ForwardSummary): string {
  return state === "complete" || error === null ? "" : ` (${error})`;
}

function events(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "event" : "events"}`;
}
