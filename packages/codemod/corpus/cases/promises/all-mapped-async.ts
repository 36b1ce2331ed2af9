// corpus: Promise.all over mapped names with an async callback
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters }: Env): Promise<Record<string, number>> {
  const pipeline = new IngestionPipeline({ adapters });
  const entries = await Promise.all(
    adapters.map(async ({ name }) => {
      const documents = await pipeline.runAsync(name, { parameters: { source: name } });
      return [name, documents.length] as const;
    }),
  );
  return Object.fromEntries(entries);
}
