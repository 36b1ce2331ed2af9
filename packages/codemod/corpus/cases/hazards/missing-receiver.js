// corpus: a receiver in JavaScript that may be missing, in a promise that is not awaited
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

class Service {
  /** @type {IngestionPipeline} */
  pipeline;

  start() {
    return this.pipeline.runAsync("papers").catch(() => "caught");
  }
}

export async function run({ log }) {
  try {
    log(await new Service().start());
  } catch (error) {
    log("thrown", error.name);
  }
}
