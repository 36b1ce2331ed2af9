// corpus: a class of the same name that is not ours, and ours under an alias
// expect: rewrite list
import { IngestionPipeline as Sluice } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class IngestionPipeline {
  async runAsync(name: string): Promise<string[]> {
    return [name];
  }
}

export async function run({ adapters }: Env): Promise<unknown[]> {
  const ours = new Sluice({ adapters });
  const theirs = new IngestionPipeline();
  return [(await ours.runAsync("papers")).length, await theirs.runAsync("papers")];
}
