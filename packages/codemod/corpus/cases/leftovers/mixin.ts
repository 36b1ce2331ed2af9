// corpus: a mixin over the class, which overrides the method
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

type PipelineClass = new (options: { adapters: Env["adapters"] }) => IngestionPipeline;

const counted = (Base: PipelineClass, log: Env["log"]): PipelineClass =>
  class extends Base {
    override async runAsync(adapter: string): Promise<Document[]> {
      log("counted", adapter);
      return [];
    }
  };

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new (counted(IngestionPipeline, log))({ adapters });
  return (await pipeline.runAsync("papers")).length;
}
