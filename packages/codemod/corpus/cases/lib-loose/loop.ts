// corpus: a loop without strict types, where null is a string
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }): Promise<string[]> {
  const pipeline = new IngestionPipeline({ adapters });
  const titles = [];
  for (const document of await pipeline.runAsync("trials")) titles.push(document.title.toLowerCase());
  return titles;
}
