import type { DeadLetter, Redactor, Sink } from "@sluice/core-events";
import { fanOut, jsonlDeadLetters, jsonlSink } from "@sluice/sinks";
import { postgresSink } from "@sluice/sinks/postgres";
import { sqliteSink } from "@sluice/sinks/sqlite";
import type { LineWriter } from "../output/line-writer.js";
import type { RunSettings } from "../settings/run-settings.js";
import { mapSink } from "./map-sink.js";
import { stdoutSink } from "./stdout-sink.js";
import type { Target } from "./target.js";

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
export function runTargets({ sinks, deadLetters }: Pick<RunSettings, "sinks" | "deadLetters">, { writer, redactor, overwrite }: TargetOptions): Targets {
  const ifExists = overwrite ? "overwrite" : "refuse";
  const documents = documentSink(sinks, { writer, ifExists });
  if (deadLetters === null) return { sink: documents };
  return { sink: documents, deadLetters: deadLetterFile(deadLetters, { ifExists, redactor }) };
}

interface DocumentSinkOptions {
  readonly writer: LineWriter;
  readonly ifExists: "refuse" | "overwrite";
}

/** One target as it is, several as one. */
function documentSink(sinks: readonly Target[], options: DocumentSinkOptions): Sink {
  const made = sinks.map((target, at) => sinkOf(target, nameAmong(sinks, at), options));
  const [only] = made;
  return only !== undefined && made.length === 1 ? only : fanOut(made);
}

/** The kind, and from the second of a kind on its number. */
function nameAmong(sinks: readonly Target[], at: number): string {
  const kind = sinks[at]?.kind ?? "";
  const before = sinks.slice(0, at).filter((sink) => sink.kind === kind).length;
  return before === 0 ? kind : `${kind}-${before + 1}`;
}

function sinkOf(target: Target, name: string, { writer, ifExists }: DocumentSinkOptions): Sink {
  switch (target.kind) {
    case "jsonl":
      return jsonlSink({ path: target.path, gzip: target.gzip, ifExists, name });
    case "sqlite":
      return sqliteSink({ path: target.path, table: target.table, ifExists, name });
    case "postgres":
      return postgresSink({ url: target.url, table: target.table, ifExists, name });
    case "stdout":
      return stdoutSink(writer);
  }
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
