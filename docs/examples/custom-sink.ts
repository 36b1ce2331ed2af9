/**
 * A custom sink: one text file per batch of titles. Its position is the number of batches, so what was written after the
 * last commit is recognised and overwritten on resume.
 */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonl } from "@sluice/adapters/jsonl";
import { type OpenSink, type Sink, SluiceError } from "@sluice/core-events";
import { IngestionPipeline, openStateDirectory } from "@sluice/pipeline";

/** Writes the ids of each batch into a file of its own; after a resume no batch is there twice. */
function batchFiles(directory: string): Sink {
  return {
    name: "batch-files",
    async open({ position }): Promise<OpenSink> {
      const committed = typeof position === "number" ? position : 0;
      const names = (await readdir(directory)).toSorted();
      if (names.length < committed) throw new SluiceError(`Cannot go on in ${directory}: files are missing`, { code: "SINK_TRUNCATED" });
      if (position === null && names.length > 0) throw new SluiceError(`Cannot start in ${directory}: it holds files`, { code: "SINK_EXISTS" });
      for (const name of names.slice(committed)) await rm(join(directory, name));
      let next = committed;
      return {
        async write(documents, { signal } = {}) {
          signal?.throwIfAborted();
          const name = `batch-${String(next).padStart(6, "0")}.txt`;
          await writeFile(join(directory, name), documents.map(({ docId }) => `${docId}\n`).join(""), { flush: true });
          next += 1;
        },
        commit: () => Promise.resolve(next),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    },
  };
}

const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
const directory = await mkdtemp(join(tmpdir(), "sluice-example-"));
const stateDirectory = await mkdtemp(join(tmpdir(), "sluice-example-state-"));
const pipeline = new IngestionPipeline({ adapters: [jsonl()] });

async function ingest(stopAfter: number): Promise<void> {
  await using state = await openStateDirectory(stateDirectory);
  const events = pipeline.ingest("jsonl", { parameters: { input, idField: "specimen_id" }, sink: batchFiles(directory), state, checkpointInterval: 200 });
  for await (const event of events) if (event.sequence === stopAfter) events.stop();
}

await ingest(1000);
await ingest(Infinity);

const names = await readdir(directory);
const ids = (await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")))).flatMap((text) => text.trimEnd().split("\n"));
console.log(`${ids.length} ids in ${names.length} files, ${new Set(ids).size} different`);
assert.equal(ids.length, 2702);
assert.equal(new Set(ids).size, 2702);
await rm(directory, { recursive: true });
await rm(stateDirectory, { recursive: true });
