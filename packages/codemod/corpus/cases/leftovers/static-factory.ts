// corpus: a static method of a subclass that gives an instance of it
// project: alone
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Recorded extends IngestionPipeline {
  static of(adapters: Env["adapters"]): IngestionPipeline {
    return new Recorded({ adapters });
  }

  override runAsync = async (): Promise<Document[]> => [];
}

export async function run({ adapters }: Env): Promise<number> {
  return (await Recorded.of(adapters).runAsync("papers")).length;
}
