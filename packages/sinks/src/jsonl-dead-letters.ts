import { type DeadLetter, errorMessageOf, type Sink } from "@sluice/core-events";
import { checkJsonlOptions, type JsonlOptions } from "./jsonl-options.js";
import { jsonlSinkOf } from "./jsonl-sink-of.js";
import { endLine, MAX_LINE_CHARS, serializeLine } from "./serialize-line.js";
import { toJson } from "./to-json.js";

/**
 * Keeps dead letters in a JSON Lines file, under the same promises as `jsonlSink`. The file is created when the sink is
 * opened, and stays empty where nothing fails.
 *
 * A record that cannot be serialised is left out, with `raw: null` and `rawOmitted` saying why; its letter is kept.
 *
 * @throws {TypeError} If an option is of the wrong type.
 * @example
 * ```ts
 * const deadLetters = jsonlDeadLetters({ path: "dead-letters.jsonl" });
 * await using target = await deadLetters.open({ position: null });
 * ```
 */
export function jsonlDeadLetters(options: JsonlOptions): Sink<DeadLetter> {
  return jsonlSinkOf<DeadLetter>(checkJsonlOptions(options, "dead-letters"), deadLetterLine);
}

function deadLetterLine(letter: DeadLetter): string {
  const { raw, ...rest } = letter;
  const kept = rawJson(raw);
  if ("omitted" in kept) return serializeLine({ ...rest, raw: null, rawOmitted: kept.omitted }, letter.docId);
  const head = serializeLine(rest, letter.docId).slice(0, -"}\n".length);
  return endLine(`${head},"raw":${kept.json}}`, letter.docId);
}

function rawJson(raw: unknown): { json: string } | { omitted: string } {
  if (ArrayBuffer.isView(raw)) return { omitted: "the record is binary" };
  try {
    const json = toJson(raw);
    if (json === undefined) return { omitted: `the record is not a JSON value: ${typeof raw}` };
    return json.length < MAX_LINE_CHARS / 2 ? { json } : { omitted: `the record is too long: ${json.length} characters` };
  } catch (error) {
    return { omitted: `the record cannot be serialised: ${errorMessageOf(error)}` };
  }
}
