// corpus: an effect that stores the list in a component's state
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";
import { h } from "../../harness/h.js";

const state: { documents: Document[]; error: string | null } = { documents: [], error: null };

async function effect(pipeline: IngestionPipeline): Promise<void> {
  try {
    state.documents = await pipeline.runAsync("trials");
  } catch (error) {
    state.error = (error as Error).message;
  }
}

export async function run({ adapters }: Env): Promise<unknown> {
  await effect(new IngestionPipeline({ adapters }));
  return state.error === null ? <p>{state.documents.length}</p> : <p role="alert">{state.error}</p>;
}
