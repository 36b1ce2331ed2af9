// corpus: the method handed on as a property of an object
// expect: leftover NOT_A_CALL
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ pipeline }: Env): Promise<number> {
  const api = { load: pipeline.runAsync, name: "api" };
  return (await api.load.call(pipeline, "papers")).length + (IngestionPipeline.name === "" ? 1 : 0);
}
