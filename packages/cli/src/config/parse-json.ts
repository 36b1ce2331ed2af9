import { parseDocument } from "yaml";

/**
 * `JSON.parse` that refuses what it would drop: of two values for the same key it keeps the second without a word.
 *
 * @throws {Error} That names line and column.
 */
export function parseJson(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  const [twice] = parseDocument(text, { uniqueKeys: true, logLevel: "silent" }).errors.filter(({ code }) => code === "DUPLICATE_KEY");
  if (twice === undefined) return value;
  const [place] = twice.linePos ?? [];
  throw new Error(`expected each key once, received one twice${place === undefined ? "" : ` (line ${place.line} column ${place.col})`}`, { cause: twice });
}
