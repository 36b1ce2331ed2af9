import { redactUrl, SluiceError } from "@sluice/core-events";
import { forbidden } from "./host-policy.js";
import { type Headers, withoutCredentials } from "./request-headers.js";

/** One request of a chain of redirects. */
export interface Hop {
  readonly url: URL;
  readonly headers: Headers;
  /** How many redirects led here. */
  readonly redirects: number;
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a status asks for another URL. */
export function isRedirect(statusCode: number): boolean {
  return REDIRECTS.has(statusCode);
}

/**
 * The request that a redirect asks for. Credentials stay behind as soon as scheme, host or port changes, and do not come
 * back; user information in the new URL is ignored.
 *
 * @throws {SluiceError} `HTTP_STATUS` after five redirects or without a target, `HOST_FORBIDDEN` from https to http.
 */
export function followRedirect(hop: Hop, statusCode: number, location: string | undefined): Hop {
  const from = redactUrl(hop.url.href);
  const target = location === undefined ? null : URL.parse(location, hop.url.href);
  if (target === null) throw failed(`Cannot follow redirect from ${from}: expected a target, received ${location === undefined ? "none" : "no URL"}`, statusCode);
  if (hop.redirects >= MAX_REDIRECTS) throw failed(`Cannot follow redirect from ${from}: expected at most ${MAX_REDIRECTS} in a row, received more`, statusCode);
  if (hop.url.protocol === "https:" && target.protocol === "http:") {
    throw forbidden(`Cannot follow redirect from ${from}: expected https, received ${redactUrl(target.href)}`);
  }
  target.username = "";
  target.password = "";
  const headers = target.origin === hop.url.origin ? hop.headers : withoutCredentials(hop.headers);
  return { url: target, headers, redirects: hop.redirects + 1 };
}

function failed(message: string, statusCode: number): SluiceError {
  return new SluiceError(message, { code: "HTTP_STATUS", context: { statusCode } });
}
