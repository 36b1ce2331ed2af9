// corpus: the method's name as a string in a typed list
// expect: nothing
import type { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const TRACED: readonly (keyof IngestionPipeline)[] = ["runAsync"];

export async function run({ log }: Env): Promise<void> {
  log(TRACED);
}
