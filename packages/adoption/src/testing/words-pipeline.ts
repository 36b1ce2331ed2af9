import { IngestionPipeline } from "@sluice/pipeline";

/** A real pipeline over three words. */
export function wordsPipeline(): IngestionPipeline {
  return new IngestionPipeline({
    adapters: [
      {
        name: "words",
        fetch: () => ["fern", "moss", "reed"],
        identify: String,
        parse: (word) => ({ docId: String(word), title: null, text: String(word), metadata: {}, provenance: { source: "words" } }),
      },
    ],
  });
}
