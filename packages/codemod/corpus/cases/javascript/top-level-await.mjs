// corpus: top-level await in a module
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import { adapters } from "../../harness/sources.js";

const pipeline = new IngestionPipeline({ adapters });
const atLoad = await pipeline.runAsync("papers", { limit: 0 });

export async function run() {
  return atLoad.length;
}
