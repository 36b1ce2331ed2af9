import { type DeadLetter, deadLetterSchema } from "@sluice/core-events";
import { damagedLine, readJsonlFile } from "./read-jsonl-file.js";

/** One dead letter and where it stands. */
export interface DeadLetterEntry {
  /** The number of the line, from 1. */
  readonly line: number;
  readonly deadLetter: DeadLetter;
}

/**
 * The dead letters of a file that `jsonlDeadLetters` wrote, plain or gzip, in order and lazily. Fields that this release
 * does not know are left out.
 *
 * @throws {SluiceError} `SINK_DAMAGED`, naming file, line and offset, at the first line that is torn or no dead letter;
 * `SOURCE_UNREADABLE` if the file cannot be opened.
 * @example
 * ```ts
 * for await (const { line, deadLetter } of readDeadLetters("dead-letters.jsonl")) console.log(line, deadLetter.error);
 * ```
 */
export async function* readDeadLetters(path: string): AsyncGenerator<DeadLetterEntry, void, undefined> {
  for await (const { line, offset, value } of readJsonlFile(path)) {
    const result = deadLetterSchema.safeParse(value);
    if (!result.success) throw damagedLine({ path, line, offset }, "it must be a dead letter", result.error);
    yield { line, deadLetter: result.data };
  }
}
