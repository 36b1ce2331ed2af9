// corpus: a constant of one clause that another clause reads before it has a value
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";

export async function run({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  const work = async () => {
    const seen = [];
    for (const { docId } of await pipeline.runAsync("trials")) {
      switch (docId) {
        case "nothing":
          const mark = "n";
          seen.push(mark);
          break;
        default:
          seen.push(mark);
      }
    }
    return seen.length;
  };
  await work().catch((error) => log(error.name));
}
