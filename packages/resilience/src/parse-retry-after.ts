import { parseHttpDate } from "./parse-http-date.js";

const LONGEST_SANE_MS = 366 * 24 * 3_600_000;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds and always above zero, or `null` where it asks for none that
 * makes sense: garbage, a fraction, a negative number, zero, a date that is past, more than a year. The caller then takes
 * its own backoff, so that no header makes it loop at once or gives a timer `NaN`.
 *
 * @param value The header: seconds, or one of the three forms of an HTTP date.
 * @param options.now What a date is counted from, in milliseconds since the epoch; the response's own `Date` spares both
 * clocks from having to agree.
 * @example
 * ```ts
 * assert.equal(parseRetryAfter("2", { now: Date.now() }), 2000);
 * assert.equal(parseRetryAfter("soon", { now: Date.now() }), null);
 * ```
 */
export function parseRetryAfter(value: string | null | undefined, { now }: { readonly now: number }): number | null {
  const text = value?.trim() ?? "";
  const delayMs = /^\d+$/.test(text) ? Number(text) * 1000 : (parseHttpDate(text, { now }) ?? Number.NaN) - now;
  return delayMs > 0 && delayMs <= LONGEST_SANE_MS ? delayMs : null;
}
