// corpus: the class through a barrel of the application
// expect: rewrite list
import type { Env } from "../../harness/env.js";
import { IngestionPipeline } from "./support/barrel.js";

export async function run({ adapters }: Env): Promise<number> {
  return (await new IngestionPipeline({ adapters }).runAsync("notes")).length;
}
