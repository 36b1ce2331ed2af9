// corpus: a worker that takes names from a queue until it is empty
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const queue = ["papers", "trials", "papers"];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const documents = await pipeline.runAsync(name);
    if (name === "trials") queue.push("notes");
    log(name, documents.length, "left", queue.length);
  }
}
