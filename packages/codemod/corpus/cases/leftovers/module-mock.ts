// corpus: a test that replaces the whole module
// project: alone
// expect: leftover TEST_DOUBLE
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const vi = { mock: (name: string, factory: () => object) => [name, factory].length };

vi.mock("@sluice/pipeline", () => ({ IngestionPipeline: class {} }));

export async function run({ adapters }: Env): Promise<number> {
  const pipeline = new IngestionPipeline({ adapters });
  return (await pipeline.runAsync("papers")).length;
}
