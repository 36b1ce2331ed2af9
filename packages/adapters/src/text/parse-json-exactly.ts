import { canonicalDecimal } from "./decimal.js";
import { mayBeInexact } from "./may-be-inexact.js";
import { exactJson, type ReviverContext } from "./raw-json.js";

/** A parsed text, and whether it holds numbers that had to be kept as they were written. */
export interface ParsedJson {
  readonly value: unknown;
  readonly hasRawNumbers: boolean;
}

/**
 * `JSON.parse` that changes no number: one that a double cannot hold (beyond 2^53, `1e400`, `-0`, too many decimals)
 * becomes a `JSON.rawJSON` object, which `JSON.stringify` writes back as it was. `__proto__` stays an ordinary own key.
 *
 * @throws {SyntaxError} If the text is not JSON.
 * @example
 * ```ts
 * assert.equal(JSON.stringify(parseJsonExactly('{"id":12345678901234567890}')), '{"id":12345678901234567890}');
 * ```
 */
export function parseJsonExactly(text: string): unknown {
  return parseJson(text).value;
}

/** {@link parseJsonExactly}, and whether it made a difference. */
export function parseJson(text: string): ParsedJson {
  if (!mayBeInexact(text)) return { value: JSON.parse(text), hasRawNumbers: false };
  let hasRawNumbers = false;
  const value = exactJson.parse(text, (_key, item, { source }: ReviverContext) => {
    if (typeof item !== "number" || source === undefined || isExact(item, source)) return item;
    hasRawNumbers = true;
    return exactJson.rawJSON(source);
  });
  return { value, hasRawNumbers };
}

function isExact(value: number, source: string): boolean {
  if (Object.is(value, -0) || !Number.isFinite(value)) return false;
  const text = String(value);
  return text === source || canonicalDecimal(text) === canonicalDecimal(source);
}
