// corpus: a local variable that is read before it has a value
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  const work = async () => {
    let total = 0;
    for (const { docId } of await pipeline.runAsync("trials")) total += docId.length + later;
    const later = 1;
    return total;
  };
  await work().catch((error) => log(error.name));
}
