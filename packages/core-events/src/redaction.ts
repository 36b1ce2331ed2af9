import { isSecretName } from "./secret-names.js";

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/**
 * A copy of a value in which everything that is named as a secret is replaced, at any depth, also in URLs and headers.
 *
 * @example
 * ```ts
 * assert.deepEqual(redactParameters({ query: "fern", apiKey: "s3cr3t" }), { query: "fern", apiKey: "[redacted]" });
 * ```
 */
export function redactParameters<T>(value: T): T;
export function redactParameters(value: unknown): unknown {
  if (typeof value === "string") return looksLikeUrl(value) ? redactUrl(value) : value;
  if (Array.isArray(value)) return value.map((item) => redactParameters<unknown>(item));
  if (value instanceof URL) return redactUrl(value.href);
  if (!hasFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecretName(name) ? REDACTED : redactParameters<unknown>(item)]),
  );
}

/**
 * A URL without user information and with the values of secret keys in query and fragment replaced; other text comes back
 * as it is.
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

/** A copy of headers with the values of secret ones replaced, and those inside URLs of the others. */
export function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactParameters<Record<string, unknown>>({ ...headers });
}

/** Every string that is named as a secret inside a value, at any depth, and those inside its URLs. */
export function collectSecrets(value: unknown): string[] {
  const secrets = new Set<string>();
  collect(value, false, secrets);
  return [...secrets];
}

function collect(value: unknown, secret: boolean, into: Set<string>): void {
  if (typeof value === "string") {
    if (secret) into.add(value);
    else if (looksLikeUrl(value)) collectFromUrl(value, into);
  } else if (value instanceof URL) {
    collectFromUrl(value.href, into);
  } else if (hasFields(value)) {
    for (const [name, item] of Object.entries(value)) collect(item, secret || isSecretName(name), into);
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
