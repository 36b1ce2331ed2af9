// corpus: a receiver that may be null without the types saying so, in a promise that is not awaited
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

class Service {
  pipeline: IngestionPipeline = null;

  start() {
    return this.pipeline.runAsync("papers").catch(() => "caught");
  }
}

export async function run({ log }): Promise<void> {
  try {
    log(await new Service().start());
  } catch (error) {
    log("thrown", error.name);
  }
}
