/** What an ETA is made from. */
export interface EtaInput {
  /** Documents finished, those of earlier attempts included. */
  readonly finished: number;
  /** Documents per second of this attempt. */
  readonly rate: number;
  readonly estimatedTotal: number | null;
}

/** Seconds until the source ends, or `null` where that cannot be told: never `NaN`, infinite or negative. */
export function etaSeconds({ finished, rate, estimatedTotal }: EtaInput): number | null {
  if (estimatedTotal === null || estimatedTotal < finished || !(rate > 0)) return null;
  const seconds = (estimatedTotal - finished) / rate;
  return Number.isFinite(seconds) ? seconds : null;
}

/** Documents per second; 0 while no time has passed. */
export function perSecond(count: number, durationMs: number): number {
  return durationMs > 0 ? (count * 1000) / durationMs : 0;
}
