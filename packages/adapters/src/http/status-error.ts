import { STATUS_CODES } from "node:http";
import { parseHttpDate, parseRetryAfter } from "@sluice/resilience";
import { redactUrl, SluiceError } from "@sluice/core-events";

/** An answer that means failure. */
export interface FailedAnswer {
  readonly url: URL;
  readonly statusCode: number;
  readonly retryAfter: string | undefined;
  /** The response's own `Date`, which a date in `retryAfter` is counted from. */
  readonly date: string | undefined;
  /** The first characters of the body, redacted. */
  readonly excerpt: string;
}

/** What the context of an `HTTP_STATUS` error says. */
export interface StatusContext {
  readonly url: string;
  readonly statusCode: number;
  /** The wait that the server asked for, or `null`. */
  readonly retryAfterMs: number | null;
  readonly excerpt?: string;
}

const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * The error for an answer that means failure: retryable for 408, 425, 429 and 5xx. A server that asks for a longer pause
 * than `maxRetryAfterMs` gives `TRY_AGAIN_LATER` with `context.retryAt`, in milliseconds since the epoch.
 */
export function statusError(answer: FailedAnswer, { maxRetryAfterMs }: { readonly maxRetryAfterMs: number }): SluiceError {
  const { statusCode, excerpt } = answer;
  const url = redactUrl(answer.url.href);
  const retryable = TRANSIENT.has(statusCode) || statusCode >= 500;
  const retryAfterMs = retryable ? parseRetryAfter(answer.retryAfter, { now: serverNow(answer.date) }) : null;
  const context: StatusContext = { url, statusCode, retryAfterMs, ...(excerpt === "" ? {} : { excerpt }) };
  if (retryAfterMs !== null && retryAfterMs > maxRetryAfterMs) return tryAgainLater(url, retryAfterMs, { ...context });
  const hint = statusCode === 401 || statusCode === 403 ? "; check the credentials" : "";
  const message = `Cannot fetch ${url}: expected a success, received ${statusText(statusCode)}${hint}`;
  return new SluiceError(message, { code: "HTTP_STATUS", retryable, context: { ...context } });
}

/** The error for a host that is to be left alone for longer than a run waits. */
export function tryAgainLater(url: string, delayMs: number, context: Readonly<Record<string, unknown>> = {}): SluiceError {
  const retryAt = Date.now() + delayMs;
  const message = `Cannot fetch ${url}: the server asks for a pause of ${Math.ceil(delayMs / 1000)} s, try again after ${new Date(retryAt).toISOString()}`;
  return new SluiceError(message, { code: "TRY_AGAIN_LATER", context: { url, ...context, retryAt } });
}

/** The error for a redirect to a host that is to be left alone: the attempt ends, and the next one comes after the pause. */
export function pausedHost(url: string, retryAfterMs: number, { maxRetryAfterMs }: { readonly maxRetryAfterMs: number }): SluiceError {
  if (retryAfterMs > maxRetryAfterMs) return tryAgainLater(url, retryAfterMs, { retryAfterMs });
  const message = `Cannot fetch ${url}: its host has asked for a pause, received a redirect there ${Math.ceil(retryAfterMs)} ms too early`;
  return new SluiceError(message, { code: "HTTP_STATUS", retryable: true, context: { url, statusCode: 429, retryAfterMs } });
}

/** The error for a part of what was asked for, where all of it was: nothing tells what is missing. */
export function partialAnswer(url: string): SluiceError {
  const message = `Cannot fetch ${url}: expected the whole answer, received 206 Partial Content`;
  return new SluiceError(message, { code: "HTTP_BAD_PAYLOAD", context: { url, statusCode: 206 } });
}

function serverNow(date: string | undefined): number {
  const now = Date.now();
  return (date === undefined ? null : parseHttpDate(date, { now })) ?? now;
}

function statusText(statusCode: number): string {
  const text = STATUS_CODES[statusCode];
  return text === undefined ? `status ${statusCode}` : `${statusCode} ${text}`;
}
