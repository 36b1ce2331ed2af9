// corpus: resolvers in an object, in the manner of GraphQL
// expect: rewrite list
// expect: rewrite list
import type { Document } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

interface Context {
  readonly pipeline: IngestionPipeline;
}

const resolvers = {
  Query: {
    documents: async (_parent: unknown, { source }: { source: string }, { pipeline }: Context) => await pipeline.runAsync(source),
    document: async (_parent: unknown, { source, id }: { source: string; id: string }, context: Context): Promise<Document | null> =>
      (await context.pipeline.runAsync(source)).find(({ docId }) => docId === id) ?? null,
  },
};

export async function run({ adapters }: Env): Promise<unknown[]> {
  const context = { pipeline: new IngestionPipeline({ adapters }) };
  const found = await resolvers.Query.document(null, { source: "papers", id: "papers-2" }, context);
  return [(await resolvers.Query.documents(null, { source: "trials" }, context)).length, found?.title];
}
