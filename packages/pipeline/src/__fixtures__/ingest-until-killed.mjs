// Ingests numbers into a directory; a resume goes on. Prints a line when it starts, at each checkpoint, and when it is done.
// node ingest-until-killed.mjs '{ "directory", "count", "delayEvery"?, "stopAfterOpen"? }'
import { writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";
import { jsonlDeadLetters, jsonlSink } from "@sluice/sinks";

const { directory, count, delayEvery = 50 } = JSON.parse(process.argv[2]);
const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
const adapter = {
  name: "numbers",
  *fetch({ cursor, mark }) {
    for (let n = cursor ?? 0; n < count; n += 1) {
      if (n % 100 === 0) mark(n);
      yield n;
    }
  },
  identify: (n) => `n${n}`,
  async parse(n) {
    if (n % delayEvery === 0) await sleep(2);
    if (n % 97 === 5) throw new Error("bad");
    return { docId: `n${n}`, title: null, text: "fern ".repeat(n % 300), metadata: { n }, provenance: { source: "numbers" } };
  },
};

try {
  await using state = await openStateDirectory(join(directory, "state"));
  say({ started: process.pid });
  const stream = new IngestionPipeline({ adapters: [adapter] }).ingest("numbers", {
    state,
    sink: jsonlSink({ path: join(directory, "documents.jsonl") }),
    deadLetters: jsonlDeadLetters({ path: join(directory, "dead-letters.jsonl") }),
    concurrency: 8,
    checkpointEveryMs: 10,
    checkpointInterval: 200,
  });
  for await (const event of stream) if (event.type === "BatchProgress" && event.checkpoint !== undefined) say({ ended: event.completed + event.failed });
  say({ done: true });
} catch (error) {
  say({ code: error.code, message: error.message });
  process.exitCode = 5;
}
