import { hasFields, REDACTED, redactParameters, redactUrl } from "./redaction.js";
import { secretForms } from "./secret-forms.js";

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
  readonly #forms: readonly string[];

  constructor(secrets: Iterable<string>) {
    this.#forms = [...new Set([...secrets].flatMap(secretForms))];
  }

  /** The text with every known secret replaced, and secret query keys of URLs inside it, with a host or without. */
  text(text: string): string {
    const known = this.#replaceKnown(text);
    const absolute = known.includes("://") ? known.replace(/[a-z][a-z0-9+.-]{0,31}:\/\/[^\s"<>]+/gi, redactUrl) : known;
    return absolute.includes("?") ? absolute.replace(/[^\s"<>]+/g, (word) => (word.includes("?") ? redactUrl(word) : word)) : absolute;
  }

  /** A copy of a value with secrets replaced by name and, in every string, by value. */
  value<T>(value: T): T;
  value(value: unknown): unknown {
    return this.#deep(redactParameters(value));
  }

  #deep(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#deep(item));
    if (!hasFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [this.text(name), this.#deep(item)]));
  }

  /** Searches for plain strings, because a pattern of long secrets is more than a regular expression can hold. */
  #replaceKnown(text: string): string {
    const found = this.#forms.flatMap((form) => occurrences(text, form)).sort((a, b) => a.start - b.start);
    let result = "";
    let end = 0;
    for (const span of found) {
      if (span.start >= end) result += text.slice(end, span.start) + REDACTED;
      end = Math.max(end, span.end);
    }
    return result + text.slice(end);
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function occurrences(text: string, form: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + form.length)) {
    spans.push({ start, end: start + form.length });
  }
  return spans;
}
