// corpus: the class through a barrel that gives it another name
// expect: rewrite list
import type { Env } from "../../harness/env.js";
import { DocumentPipeline } from "./support/barrel.js";

export async function run({ adapters }: Env): Promise<number> {
  const pipeline: DocumentPipeline = new DocumentPipeline({ adapters });
  return (await pipeline.runAsync("notes", { limit: 3 })).length;
}
