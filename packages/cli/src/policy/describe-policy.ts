import type { ResiliencePolicy } from "@sluice/resilience";
import { formatCount, formatDuration } from "../output/format.js";

/** A policy in one line: `11 attempts, linear backoff from 1.0 s, 10 s each, 5 requests a second`. */
export function describePolicy({ retry, timeoutMs, rateLimit, concurrency, circuitBreaker }: ResiliencePolicy): string {
  const { maxAttempts, backoff, initialDelayMs } = retry;
  return [
    maxAttempts === 1 ? "1 attempt" : `${maxAttempts} attempts, ${backoff === "none" ? "no wait between them" : `${backoff} backoff from ${formatDuration(initialDelayMs)}`}`,
    `${formatDuration(timeoutMs)} each`,
    ...(rateLimit === undefined ? [] : [rateText(rateLimit.perSecond)]),
    ...(concurrency === undefined ? [] : [`${formatCount(concurrency)} at a time`]),
    ...(circuitBreaker === undefined ? [] : [`a circuit that opens for ${formatDuration(circuitBreaker.resetMs)} after ${formatCount(circuitBreaker.failures)} failures`]),
  ].join(", ");
}

function rateText(perSecond: number): string {
  return perSecond < 1 ? `a request every ${formatDuration(1_000 / perSecond)}` : `${perSecond} request${perSecond === 1 ? "" : "s"} a second`;
}
