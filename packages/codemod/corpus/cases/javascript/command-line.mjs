#!/usr/bin/env node
// corpus: a command-line script with a shebang
// expect: rewrite collect
import { parseArgs } from "node:util";
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const { values } = parseArgs({ args: ["--source", "papers"], options: { source: { type: "string" } } });
  const pipeline = new IngestionPipeline({ adapters });
  for (const document of await pipeline.runAsync(values.source)) {
    process.stdout.write(`${document.docId}\t${document.title}\n`);
  }
}
