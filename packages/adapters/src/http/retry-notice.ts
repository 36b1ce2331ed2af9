import { redactUrl, type RetryNotice, SluiceError } from "@sluice/core-events";
import type { FailedAttempt } from "@sluice/resilience";

/** What an adapter reports of an attempt that is going to be followed by another; the URL is redacted. */
export function retryNotice({ attempt, delayMs, error }: FailedAttempt, url: URL): RetryNotice {
  const statusCode = statusCodeOf(error);
  const notice = { attempt, delayMs, cause: causeOf(error), url: redactUrl(url.href) };
  return statusCode === null ? notice : { ...notice, statusCode };
}

/** The status that an error is about, or `null`. */
export function statusCodeOf(error: unknown): number | null {
  return numberIn(error, "statusCode");
}

/** The wait that a server asked for with an error, in milliseconds, or `null`. */
export function retryAfterOf(error: unknown): number | null {
  return numberIn(error, "retryAfterMs");
}

/** The host that an error came from, which after a redirect is not the one that was asked first, or `null`. */
export function hostOf(error: unknown): string | null {
  const url = SluiceError.is(error) ? error.context["url"] : null;
  return typeof url === "string" ? (URL.parse(url)?.host ?? null) : null;
}

function causeOf(error: unknown): string {
  const statusCode = statusCodeOf(error);
  const asked = retryAfterOf(error);
  if (statusCode === null) return error instanceof Error ? error.message : String(error);
  return asked === null ? `HTTP ${statusCode}` : `HTTP ${statusCode}, Retry-After ${Math.round(asked / 1000)} s`;
}

function numberIn(error: unknown, name: string): number | null {
  const value = SluiceError.is(error) ? error.context[name] : null;
  return typeof value === "number" ? value : null;
}
