// corpus: a variable in JavaScript that has no value yet, in a promise that is not awaited
// expect: leftover SHAPE_UNKNOWN
import { IngestionPipeline } from "@sluice/pipeline";

/** @type {IngestionPipeline} */
let pipeline;

const load = (name) => pipeline.runAsync(name);

export async function run({ adapters, log }) {
  try {
    load("papers").catch(() => log("caught"));
  } catch (error) {
    log("thrown", error.name);
  }
  pipeline = new IngestionPipeline({ adapters });
  log((await load("papers")).length);
}
