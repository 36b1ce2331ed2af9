// corpus: an event for each document
// expect: rewrite collect
import { EventEmitter } from "node:events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const bus = new EventEmitter();
  bus.on("document", (id: string) => log("seen", id));
  for (const document of await pipeline.runAsync("trials")) bus.emit("document", document.docId);
}
