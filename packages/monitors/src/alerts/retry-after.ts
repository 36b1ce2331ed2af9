const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/** The wait that a `Retry-After` asks for, in ms from now: seconds, or one of the three dates of HTTP, all in UTC; `undefined` for anything else. */
export function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  if (!/^[A-Z][a-z]{2}/.test(value)) return undefined; // JavaScript reads a date out of nearly everything
  const ms = Date.parse(ASCTIME.test(value) ? `${value} GMT` : value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
