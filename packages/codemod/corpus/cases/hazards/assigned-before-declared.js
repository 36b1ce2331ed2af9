// corpus: a variable that the loop assigns to before it is declared
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  const work = async () => {
    for (const { docId } of await pipeline.runAsync("trials")) last = docId;
    let last = "none";
    return last;
  };
  await work().catch((error) => log(error.name));
}
