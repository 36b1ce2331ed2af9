import { parseRetryAfter } from "@sluice/resilience";

/** What the headers of an answer say of the day's budget; `null` where they say nothing. Amounts are credits, and US dollars. */
export interface Budget {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly required: number | null;
  readonly limitUsd: number | null;
  readonly remainingUsd: number | null;
  readonly requiredUsd: number | null;
  readonly costUsd: number | null;
  /** What the request has taken. */
  readonly creditsUsed: number | null;
  /** What has been bought beside the day's budget, and outlasts it. */
  readonly onetimeRemaining: number | null;
  readonly prepaidRemainingUsd: number | null;
  /** Seconds until the budget is renewed. */
  readonly resetSeconds: number | null;
}

type Headers = ReadonlyMap<string, string>;

const PREFIX = "x-ratelimit-";

/** @param headers By lower-case name. */
export function budgetOf(headers: Headers): Budget {
  const amount = (name: string): number | null => {
    const text = headers.get(`${PREFIX}${name}`)?.trim() ?? "";
    return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : null;
  };
  return {
    limit: amount("limit"),
    remaining: amount("remaining"),
    required: amount("credits-required"),
    limitUsd: amount("limit-usd"),
    remainingUsd: amount("remaining-usd"),
    requiredUsd: amount("cost-required-usd"),
    costUsd: amount("cost-usd"),
    creditsUsed: amount("credits-used"),
    onetimeRemaining: amount("onetime-remaining"),
    prepaidRemainingUsd: amount("prepaid-remaining-usd"),
    resetSeconds: amount("reset"),
  };
}

/** Whether less is left than nothing, or than the request takes; not while there are credits that have been bought beside it. */
export function isSpent({ remaining, required, remainingUsd, requiredUsd, onetimeRemaining, prepaidRemainingUsd }: Budget): boolean {
  if ((onetimeRemaining ?? 0) > 0 || (prepaidRemainingUsd ?? 0) > 0) return false;
  return isBelow(remaining, required) || isBelow(remainingUsd, requiredUsd);
}

/** When a spent budget is there again, in milliseconds since the epoch: at the end of `Retry-After`, or the next midnight UTC. */
export function renewalTime(retryAfter: string | undefined, now: number): number {
  const pauseMs = parseRetryAfter(retryAfter, { now });
  if (pauseMs !== null) return now + pauseMs;
  const day = 24 * 3_600_000;
  return (Math.floor(now / day) + 1) * day;
}

function isBelow(remaining: number | null, required: number | null): boolean {
  return remaining !== null && (remaining <= 0 || (required !== null && remaining < required));
}
