import type { DeadLetter, Redactor, Sink } from "@sluice/core-events";
import { jsonlDeadLetters, jsonlSink } from "@sluice/sinks";
import type { LineWriter } from "../output/line-writer.js";
import type { RunSettings } from "../settings/run-settings.js";
import { mapSink } from "./map-sink.js";
import { stdoutSink } from "./stdout-sink.js";

/** How the dead letters are named in checkpoints. */
export const DEAD_LETTERS = "dead-letters";

/** Where the documents of a run go, good and bad. */
export interface Targets {
  readonly sink: Sink;
  readonly deadLetters?: Sink<DeadLetter>;
}

/** What {@link runTargets} needs beyond the settings. */
export interface TargetOptions {
  readonly writer: LineWriter;
  readonly redactor: Redactor;
  /** Whether a run that starts may discard what the files hold. */
  readonly overwrite: boolean;
}

/** The targets that the settings name; nothing is opened yet. */
export function runTargets({ sink, deadLetters }: RunSettings, { writer, redactor, overwrite }: TargetOptions): Targets {
  const ifExists = overwrite ? "overwrite" : "refuse";
  const documents = sink === null ? stdoutSink(writer) : jsonlSink({ ...sink, ifExists });
  if (deadLetters === null) return { sink: documents };
  return { sink: documents, deadLetters: deadLetterFile(deadLetters, { ifExists, redactor }) };
}

/** How {@link deadLetterFile} is kept. */
export interface DeadLetterFileOptions {
  readonly ifExists: "refuse" | "overwrite";
  readonly redactor: Redactor;
  /** @default whether the path ends with `.gz` */
  readonly gzip?: boolean;
}

/** A file of dead letters whose texts give no secret away; the record itself is kept as it is. */
export function deadLetterFile(path: string, { ifExists, redactor, gzip = path.endsWith(".gz") }: DeadLetterFileOptions): Sink<DeadLetter> {
  return mapSink(jsonlDeadLetters({ path, gzip, ifExists, name: DEAD_LETTERS }), (letter) => ({
    ...letter,
    error: redactor.text(letter.error),
    ...(letter.stack === undefined ? {} : { stack: redactor.text(letter.stack) }),
  }));
}
