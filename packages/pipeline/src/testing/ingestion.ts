import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckpointStore, Document } from "@sluice/core-events";
import { jsonlDeadLetters, jsonlSink } from "@sluice/sinks";
import type { EventStream } from "../event-stream.js";
import { IngestionPipeline } from "../ingestion-pipeline.js";
import type { IngestOptions } from "../persistent-run.js";
import { openStateDirectory } from "../state/state-directory.js";
import type { CountingSource } from "./counting-source.js";

/** One ingestion into files of a directory: `documents.jsonl`, `dead-letters.jsonl` and the state beside them. */
export class Ingestion {
  readonly path: string;
  readonly state: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.path = join(directory, "documents.jsonl");
    this.state = join(directory, "state");
  }

  /** The stream of a run; the caller has opened `state`. */
  stream(source: CountingSource, state: CheckpointStore, options: Partial<IngestOptions> = {}): EventStream {
    const deadLetters = jsonlDeadLetters({ path: join(this.#directory, "dead-letters.jsonl") });
    return new IngestionPipeline({ adapters: [source.adapter] }).ingest("numbers", { sink: jsonlSink({ path: this.path }), deadLetters, state, ...options });
  }

  /** Opens the state and runs to the end, or until `isEnough`. */
  async run(source: CountingSource, options: Partial<IngestOptions> = {}, isEnough: (count: number) => boolean = () => false): Promise<EventStream> {
    await using state = await openStateDirectory(this.state);
    const stream = this.stream(source, state, options);
    let count = 0;
    for await (const event of stream) {
      if (event.type === "DocumentCompleted") count += 1;
      if (isEnough(count)) break;
    }
    return stream;
  }

  /** The numbers of the documents in the target. */
  completed(): number[] {
    return linesOf(this.path).map((line) => Number((JSON.parse(line) as Document).metadata["n"]));
  }

  /** The numbers of the documents among the dead letters. */
  failed(): number[] {
    return linesOf(join(this.#directory, "dead-letters.jsonl")).map((line) => (JSON.parse(line) as { raw: number }).raw);
  }

  /** Everything that has ended, good and bad, in ascending order. */
  ended(): number[] {
    return [...this.completed(), ...this.failed()].sort((a, b) => a - b);
  }
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
}
