// corpus: a setting of the caller that the body reads, and the caller changes meanwhile
// watches: the body reads what others change meanwhile
// expect: rewrite collect
import { setImmediate as turn } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

async function label(pipeline: IngestionPipeline, settings: { prefix: string }): Promise<string[]> {
  const lines: string[] = [];
  for (const { docId } of await pipeline.runAsync("trials")) lines.push(settings.prefix + docId);
  return lines;
}

export async function run({ adapters }: Env): Promise<string[]> {
  const settings = { prefix: "a:" };
  const lines = label(new IngestionPipeline({ adapters }), settings);
  for (let n = 0; n < 3; n += 1) await turn();
  settings.prefix = "b:";
  return await lines;
}
