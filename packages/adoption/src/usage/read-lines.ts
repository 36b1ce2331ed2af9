import { createReadStream } from "node:fs";
import { SluiceError } from "@sluice/core-events";

/** One line of a file. */
export interface FileLine {
  /** From 1. */
  readonly number: number;
  /** Without its end; null for a line beyond the limit. */
  readonly text: string | null;
  /** Whether a line end follows; false for the last line of a file that was cut short. */
  readonly ended: boolean;
}

/**
 * The lines of a text file, in bounded memory.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE` if the file cannot be read.
 */
export async function* readLines(path: string, { maxChars = 1_048_576 }: { readonly maxChars?: number } = {}): AsyncGenerator<FileLine, void, undefined> {
  let number = 1;
  let rest = "";
  let tooLong = false;
  const take = (end: string, ended: boolean): FileLine => {
    const long = tooLong || rest.length + end.length > maxChars;
    const line = { number, text: long ? null : rest + end, ended };
    number += 1;
    rest = "";
    tooLong = false;
    return line;
  };
  try {
    for await (const chunk of createReadStream(path, "utf8") as AsyncIterable<string>) {
      const parts = chunk.split("\n");
      const last = parts.pop() ?? "";
      for (const part of parts) yield take(part, true);
      tooLong ||= rest.length + last.length > maxChars;
      rest = tooLong ? "" : rest + last;
    }
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new SluiceError(`Cannot read ${path}: ${cause.message}`, { code: "SOURCE_UNREADABLE", context: { path }, cause });
  }
  if (rest !== "" || tooLong) yield take("", false);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
