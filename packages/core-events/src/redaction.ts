import { isSecretName } from "./secret-names.js";

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

const MIN_SECRET_CHARS = 4;

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
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecretName(name) ? REDACTED : redactParameters<unknown>(item)]),
  );
}

/** A URL without user information and with the values of secret query keys replaced; other text comes back as it is. */
export function redactUrl(url: string): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${REDACTED}@`);
  return withoutUser.replace(/([?&;#])([^=&;#\s]+)=([^&;#\s]*)/g, (whole, mark: string, name: string) =>
    isSecretName(decodeName(name)) ? `${mark}${name}=${REDACTED}` : whole,
  );
}

/** A copy of headers with the values of secret ones replaced. */
export function redactHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? REDACTED : value]));
}

/** Every string that is named as a secret inside a value, at any depth, and those inside its URLs. */
export function collectSecrets(value: unknown): string[] {
  const secrets = new Set<string>();
  collect(value, false, secrets);
  return [...secrets];
}

/**
 * Replaces known secrets in any text: as they are, URL-encoded, and base64 in any alignment, so that an echoed body, a stack
 * trace or a Basic header gives nothing away. Secrets shorter than four characters are left: replacing them would
 * destroy the text.
 *
 * @example
 * ```ts
 * const redactor = new Redactor(collectSecrets({ apiKey: "s3cr3t/42" }));
 * assert.equal(redactor.text("GET /?k=s3cr3t%2F42 failed"), "GET /?k=[redacted] failed");
 * ```
 */
export class Redactor {
  readonly #pattern: RegExp | null;

  constructor(secrets: Iterable<string>) {
    const forms = new Set<string>();
    for (const secret of secrets) for (const form of formsOf(secret)) forms.add(form);
    const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(escapeForRegExp);
    this.#pattern = longestFirst.length === 0 ? null : new RegExp(longestFirst.join("|"), "g");
  }

  /** The text with every known secret replaced, and secret query keys of URLs inside it. */
  text(text: string): string {
    const known = this.#pattern === null ? text : text.replace(this.#pattern, REDACTED);
    return known.includes("://") ? known.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi, redactUrl) : known;
  }

  /** A copy of a value with secrets replaced by name and, in every string, by value. */
  value<T>(value: T): T;
  value(value: unknown): unknown {
    return this.#deep(redactParameters(value));
  }

  #deep(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#deep(item));
    if (typeof value !== "object" || value === null || !isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#deep(item)]));
  }
}

function collect(value: unknown, secret: boolean, into: Set<string>): void {
  if (typeof value === "string") {
    if (secret) into.add(value);
    else if (looksLikeUrl(value)) collectFromUrl(value, into);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) collect(item, secret || isSecretName(name), into);
  }
}

function collectFromUrl(text: string, into: Set<string>): void {
  const url = URL.parse(text);
  if (url === null) return;
  if (url.password !== "") into.add(decodeName(url.password));
  for (const [name, item] of url.searchParams) if (isSecretName(name)) into.add(item);
}

function formsOf(secret: string): string[] {
  if (secret.length < MIN_SECRET_CHARS) return [];
  const encoded = encodeURIComponent(secret.toWellFormed());
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, encoded, encoded.replaceAll("%20", "+"), json, ...base64Forms(secret)];
}

/** The characters of a base64 text that depend on the secret alone, for each of its three alignments. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const forms = [padded.toString("base64").slice(first, end), padded.toString("base64url").slice(first, end)];
    return forms.filter((form) => form.length >= MIN_SECRET_CHARS);
  });
}

function looksLikeUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // not percent-encoded: the name is what it says
  }
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
