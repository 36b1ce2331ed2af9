import { readFile } from "node:fs/promises";

/** The parsed lines of a JSON Lines file. */
export async function readLines<Line = Record<string, unknown>>(path: string): Promise<Line[]> {
  return parseLines<Line>(await readFile(path, "utf8"));
}

/** The parsed lines of JSON Lines text; every line must be whole. */
export function parseLines<Line = Record<string, unknown>>(text: string): Line[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line is torn");
  return text.split("\n").slice(0, -1).map((line) => JSON.parse(line) as Line); // what the caller expects it to be
}
