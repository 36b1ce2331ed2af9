import { randomUUID } from "node:crypto";
import { exactJson } from "../text/raw-json.js";
import { mayBeInexact } from "../text/may-be-inexact.js";

const QUOTE_OR_NUMBER = /"|-?\d[\d.eE+-]*/g;

/**
 * What `parseJson` gives, for a text that is nested too deep for it: `JSON.parse` itself needs no stack, a reviver does. Numbers
 * that a double may not hold are hidden in strings while the text is parsed, and found again without recursion.
 *
 * @throws {SyntaxError} If the text is not JSON.
 */
export function parseDeepJson(text: string): unknown {
  const mark = `${randomUUID()} `;
  const root = { value: JSON.parse(withMarkedNumbers(text, mark)) as unknown };
  const open: object[] = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [key, value] of Object.entries(at) as [string, unknown][]) {
      if (typeof value === "object" && value !== null) open.push(value);
      else if (typeof value === "string" && value.startsWith(mark)) put(at, key, exactJson.rawJSON(value.slice(mark.length)));
    }
  }
  return root.value;
}

/** The text with each number that may be inexact as a string that begins with the mark. */
function withMarkedNumbers(text: string, mark: string): string {
  const pieces: string[] = [];
  const finder = new RegExp(QUOTE_OR_NUMBER); // with a place of its own
  let done = 0;
  for (let found = finder.exec(text); found !== null; found = finder.exec(text)) {
    const [token] = found;
    if (token === '"') finder.lastIndex = endOfString(text, found.index) + 1;
    else if (mayBeInexact(token)) {
      pieces.push(text.slice(done, found.index), `"${mark}${token}"`);
      done = finder.lastIndex;
    }
  }
  return pieces.join("") + text.slice(done);
}

/** Where the string that begins at a quote ends: at the next quote behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote;
    while (text[escapes - 1] === "\\") escapes -= 1;
    if ((quote - escapes) % 2 === 0) return quote;
  }
  return text.length;
}

/** Defines the property: an assignment to `__proto__` would do something else. */
function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
