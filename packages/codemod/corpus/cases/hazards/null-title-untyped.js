// corpus: the same in JavaScript, where no type says that a title may be missing
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  const lengths = [];
  for (const document of await pipeline.runAsync("trials")) lengths.push(document.title.length);
  return lengths;
}
