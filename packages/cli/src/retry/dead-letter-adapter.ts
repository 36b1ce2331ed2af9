import { type AnyAdapter, type DeadLetter, type Document, type FetchContext, type JsonValue, type ParseContext, SluiceError } from "@sluice/core-events";
import { readDeadLetters } from "@sluice/sinks";

/** A dead letter on its way through the pipeline once more. */
export interface RetriedLetter {
  readonly line: number;
  readonly letter: DeadLetter;
}

/** Which letters are read again. */
export interface DeadLetterAdapterOptions {
  readonly path: string;
  readonly count: number;
  /** How far the file is committed; part of what identifies the source. */
  readonly position: JsonValue;
}

/**
 * Puts the records of dead letters through the adapter that had yielded them: same parsing, same checks, same ids. A letter
 * whose record could not be kept fails again as it is.
 */
export function deadLetterAdapter(original: AnyAdapter, { path, count, position }: DeadLetterAdapterOptions): AnyAdapter {
  return {
    name: original.name,
    ...(original.parameters === undefined ? {} : { parameters: original.parameters }),
    validate: (document: Document, context: ParseContext) => original.validate?.(document, context),
    describe: ({ letter }: RetriedLetter) => (isOmitted(letter) ? {} : (original.describe?.(letter.raw) ?? {})),
    fetch: (context: FetchContext) => fetchLetters(path, context),
    identify: ({ line, letter }: RetriedLetter) => (isOmitted(letter) ? (letter.docId ?? `dead-letter:${line}`) : original.identify(letter.raw)),
    parse({ line, letter }: RetriedLetter, context: ParseContext) {
      if (isOmitted(letter)) throw omitted(line, letter);
      return original.parse(letter.raw, context);
    },
    estimateTotal: () => count,
    fingerprint: () => ({ deadLetters: path, position }),
  };
}

/** What a letter becomes that has failed again: its own record, and the new error; one without a record stays what it was. */
export function letterAgain(failed: DeadLetter): DeadLetter {
  const { letter } = failed.raw as RetriedLetter; // what fetch above has yielded
  return isOmitted(letter) ? letter : { ...failed, raw: letter.raw };
}

async function* fetchLetters(path: string, { cursor, mark, signal }: FetchContext): AsyncGenerator<RetriedLetter, void, undefined> {
  const done = typeof cursor === "number" ? cursor : 0;
  for await (const { line, deadLetter } of readDeadLetters(path)) {
    signal.throwIfAborted();
    if (line <= done) continue;
    mark(line - 1);
    yield { line, letter: deadLetter };
  }
}

function isOmitted({ raw, rawOmitted }: DeadLetter): boolean {
  return rawOmitted !== undefined || raw === null || raw === undefined;
}

function omitted(line: number, { rawOmitted }: DeadLetter): SluiceError {
  const message = `Cannot retry the dead letter on line ${line}: its record was not kept: ${rawOmitted ?? "it is null"}`;
  return new SluiceError(message, { code: "RECORD_MALFORMED", context: { line } });
}
