/**
 * Bounded memory: a million documents go through a heap that is limited to 32 MB, less than a tenth of what a list
 * of them would take.
 * Run: `npm run build && npm exec -c 'node docs/examples/bounded-memory.ts'`
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { Adapter } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

const DOCUMENTS = 1_000_000;

const numbers: Adapter<number> = {
  name: "numbers",
  *fetch({ mark }) {
    for (let n = 0; n < DOCUMENTS; n += 1) {
      if (n % 1_000 === 0) mark(n);
      yield n;
    }
  },
  identify: (n) => `number-${n}`,
  parse: (n) => ({ docId: `number-${n}`, title: null, text: `${n} `.repeat(30), metadata: { n }, provenance: { source: "numbers" } }),
};

if (process.execArgv.includes("--max-old-space-size=32")) await ingest();
else limitHeap();

async function ingest(): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters: [numbers] });
  let characters = 0;
  const events = pipeline.streamEvents("numbers", { concurrency: 8, checkpointInterval: 10_000 });
  for await (const event of events) if (event.type === "DocumentCompleted") characters += event.document.text?.length ?? 0;
  console.log(`${events.stats.completed} documents, ${Math.round(characters / 1e6)} million characters, heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`);
  assert.equal(events.stats.completed, DOCUMENTS);
}

/** Runs this file again as a process that ends if its heap grows beyond 32 MB. */
function limitHeap(): void {
  const { status } = spawnSync(process.execPath, ["--max-old-space-size=32", import.meta.filename], { stdio: "inherit" });
  assert.equal(status, 0, "the run fits into 32 MB");
}
