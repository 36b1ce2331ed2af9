import { errorMessageOf, SluiceError } from "@sluice/core-events";
import { decodeUtf8 } from "./decode-utf8.js";
import { fileContent } from "./file-content.js";
import { type RawLine, splitLines } from "./split-lines.js";

/** One value of a JSON Lines file. */
export interface JsonlEntry {
  /** The number of the line, from 1. */
  readonly line: number;
  /** The byte at which the line begins; in a gzip file, within the decompressed text. */
  readonly offset: number;
  readonly value: unknown;
}

interface Place extends Pick<JsonlEntry, "line" | "offset"> {
  readonly path: string;
}

/**
 * The values of a JSON Lines file, plain or gzip, in order; memory is bounded by the longest line. Nothing is skipped and
 * nothing is mended: reading ends at the first line that is not whole, also a torn last one.
 *
 * @throws {SluiceError} `SINK_DAMAGED`, naming file, line and offset; `SOURCE_UNREADABLE` if the file cannot be opened.
 * @example Checks a whole file
 * ```ts
 * for await (const { line, value } of readJsonlFile("documents.jsonl")) console.log(line, value);
 * ```
 */
export async function* readJsonlFile(path: string): AsyncGenerator<JsonlEntry, void, undefined> {
  const lines = splitLines(fileContent(path));
  let line = 1;
  let offset = 0;
  try {
    for (let next = await take(lines, { path, line, offset }); next !== null; next = await take(lines, { path, line, offset })) {
      yield { line, offset, value: parseLine(next, { path, line, offset }) };
      line += 1;
      offset += next.bytes.length + 1;
    }
  } finally {
    await lines.return();
  }
}

/** The damage of one line, as an error. */
export function damagedLine({ path, line, offset }: Place, why: string, cause?: unknown): SluiceError {
  const message = `Cannot read line ${line} of ${path}: ${why}`;
  return new SluiceError(message, { code: "SINK_DAMAGED", context: { path, line, offset }, cause });
}

async function take(lines: AsyncIterator<RawLine, void>, place: Place): Promise<RawLine | null> {
  try {
    const { done, value } = await lines.next();
    return done === true ? null : value;
  } catch (error) {
    throw SluiceError.is(error) ? error : damagedLine(place, errorMessageOf(error), error);
  }
}

function parseLine({ bytes, isTorn }: RawLine, place: Place): unknown {
  if (isTorn) throw damagedLine(place, `the last line is torn: it must end with a newline, received ${bytes.length} bytes without`);
  try {
    return JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    throw damagedLine(place, `it must be JSON in UTF-8: ${errorMessageOf(error)}`, error);
  }
}
