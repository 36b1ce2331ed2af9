import { SluiceError } from "@sluice/core-events";

const MAX_POSITION = 1_000_000;
const MAX_WORDS = 200_000;
const MAX_CHARS = 8_388_608;

/**
 * The text of an inverted index, which says for each word at which positions it stands; `null` where there is none. Gaps are
 * closed; of several words at one position, each stands there. What is allocated depends on the words there are, never on the positions
 * they name.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` for anything but whole positions below a million, `RECORD_TOO_LARGE` beyond 200,000
 * words or 8 Mi characters.
 * @example
 * ```ts
 * assert.equal(abstractText({ the: [0, 2], more: [1], merrier: [3] }), "the more the merrier");
 * ```
 */
export function abstractText(index: unknown): string | null {
  if (index === undefined || index === null) return null;
  if (typeof index !== "object" || Array.isArray(index)) throw malformed(`an object of words, received ${Array.isArray(index) ? "an array" : typeof index}`);
  const words: { readonly at: number; readonly word: string }[] = [];
  let chars = 0;
  for (const [word, positions] of Object.entries(index) as [string, unknown][]) {
    if (!Array.isArray(positions)) throw malformed("an array of positions for each word, received something else");
    chars += positions.length * (word.length + 1);
    if (words.length + positions.length > MAX_WORDS || chars > MAX_CHARS) throw tooLarge();
    for (const at of positions as readonly unknown[]) words.push({ at: position(at), word });
  }
  const text = words.sort((a, b) => a.at - b.at).map(({ word }) => word).join(" ");
  return text.trim() === "" ? null : text;
}

function position(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < MAX_POSITION) return value;
  throw malformed(`whole positions below ${MAX_POSITION}, received ${typeof value === "number" ? value : typeof value}`);
}

function malformed(problem: string): SluiceError {
  return new SluiceError(`Cannot read abstract_inverted_index: expected ${problem}`, { code: "RECORD_MALFORMED" });
}

function tooLarge(): SluiceError {
  const message = `Cannot read abstract_inverted_index: expected at most ${MAX_WORDS} words and ${MAX_CHARS} characters, received more`;
  return new SluiceError(message, { code: "RECORD_TOO_LARGE" });
}
