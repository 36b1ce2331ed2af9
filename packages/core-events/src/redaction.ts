import { isSecretName } from "./secret-names.js";

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/** Levels that are looked into; what lies deeper is replaced as a whole, because no stack goes on for ever. */
const MAX_DEPTH = 1_000;

/** Shortest number that counts as a secret; shorter ones are limits and times, whatever they are called. */
const MIN_SECRET_NUMBER = 10_000_000;

/**
 * A copy of a value in which everything that is named as a secret is replaced, at any depth, also in URLs and headers.
 * What lies more than 1,000 levels deep, or holds itself, is replaced as a whole.
 *
 * @example
 * ```ts
 * assert.deepEqual(redactParameters({ query: "fern", apiKey: "s3cr3t" }), { query: "fern", apiKey: "[redacted]" });
 * ```
 */
export function redactParameters<T>(value: T): T;
export function redactParameters(value: unknown): unknown {
  return redactInside(value, new Set());
}

/** @param above The objects around the value, outermost first. */
function redactInside(value: unknown, above: Set<object>): unknown {
  if (typeof value === "string") return looksLikeUrl(value) ? redactUrl(value) : value;
  if (value instanceof URL) return redactUrl(value.href);
  if (!hasFields(value)) return value;
  if (above.size === MAX_DEPTH || above.has(value)) return REDACTED;
  above.add(value);
  const redacted = Array.isArray(value)
    ? value.map((item) => redactInside(item, above))
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, isSecretName(name) ? REDACTED : redactInside(item, above)]));
  above.delete(value);
  return redacted;
}

/**
 * A URL without user information and with the values of secret keys in query and fragment replaced; other text comes back
 * as it is.
 *
 * @example
 * ```ts
 * assert.equal(redactUrl("https://example.org/?api_key=s3cr3t&q=fern"), "https://example.org/?api_key=[redacted]&q=fern");
 * ```
 */
export function redactUrl(url: string): string {
  const text = url.replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, `$1${REDACTED}@`);
  let result = "";
  let end = 0;
  for (const { 0: key, 1: name = "", index } of text.matchAll(/[?&;#]([^=?&;#\s]+)=/g)) {
    if (index < end || !isSecretName(decodeName(name))) continue;
    const valueAt = index + key.length;
    result += text.slice(end, valueAt) + REDACTED;
    end = endOfValue(text, valueAt);
  }
  return result + text.slice(end);
}

/**
 * A copy of headers with the values of secret ones replaced, and those inside URLs of the others. Of a `Headers` object give the
 * entries: `redactHeaders(Object.fromEntries(headers))`.
 *
 * @example
 * ```ts
 * assert.deepEqual(redactHeaders({ Authorization: "Bearer s3cr3t", Accept: "text/csv" }), { Authorization: "[redacted]", Accept: "text/csv" });
 * ```
 */
export function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactParameters<Record<string, unknown>>({ ...headers });
}

/**
 * Every text that is named as a secret inside a value, 1,000 levels deep, and those inside its URLs; of numbers those of eight
 * digits and more.
 *
 * @example
 * ```ts
 * assert.deepEqual(collectSecrets({ apiKey: "s3cr3t", feed: "https://example.org/?token=t0k3n" }), ["s3cr3t", "t0k3n"]);
 * ```
 */
export function collectSecrets(value: unknown): string[] {
  const secrets = new Set<string>();
  collect(value, { named: false, above: new Set(), secrets });
  return [...secrets];
}

interface Collecting {
  /** Whether something around the value is named as a secret. */
  readonly named: boolean;
  readonly above: Set<object>;
  readonly secrets: Set<string>;
}

function collect(value: unknown, collecting: Collecting): void {
  const { named, above, secrets } = collecting;
  if (typeof value === "string") {
    if (named) secrets.add(value);
    else if (looksLikeUrl(value)) collectFromUrl(value, secrets);
  } else if (typeof value === "number" || typeof value === "bigint") {
    if (named && value >= MIN_SECRET_NUMBER) secrets.add(String(value));
  } else if (value instanceof URL) {
    collectFromUrl(value.href, secrets);
  } else if (hasFields(value) && above.size < MAX_DEPTH && !above.has(value)) {
    above.add(value);
    for (const [name, item] of Object.entries(value)) collect(item, { ...collecting, named: named || isSecretName(name) });
    above.delete(value);
  }
}

function collectFromUrl(text: string, into: Set<string>): void {
  const url = URL.parse(text);
  if (url === null) return;
  const credential = url.password === "" ? url.username : url.password; // a user name alone is often a token
  if (credential !== "") into.add(decodeName(credential));
  for (const [name, item] of url.searchParams) if (isSecretName(name)) into.add(item);
  for (const [name, item] of new URLSearchParams(url.hash.slice(1))) if (isSecretName(name)) into.add(item);
}

function endOfValue(text: string, from: number): number {
  const end = /[&;#\s]/g;
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function looksLikeUrl(text: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/** Whether it is an object that JSON would write with its fields: not a date, not bytes. */
export function hasFields(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // not percent-encoded: the name is what it says
  }
}
