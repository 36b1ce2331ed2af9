// corpus: a prototype whose method is wrapped, for every pipeline there is
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const original = IngestionPipeline.prototype.runAsync;
  IngestionPipeline.prototype.runAsync = async function timed(...args) {
    log("called with", args[0]);
    return await original.apply(this, args);
  };
  try {
    return (await new IngestionPipeline({ adapters }).runAsync("trials")).length;
  } finally {
    IngestionPipeline.prototype.runAsync = original;
  }
}
