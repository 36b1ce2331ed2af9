/**
 * Filter and enrich: only failures and progress reach the consumer, each with the name of the team that owns the run.
 * Filters run before an event is queued, so what is filtered out costs no memory and no wait.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { jsonl } from "@sluice/adapters/jsonl";
import { addFields, byType, errorsOnly, or, type PipelineEvent, SluiceError } from "@sluice/core-events";
import { IngestionPipeline } from "@sluice/pipeline";

interface Specimen {
  readonly dwc: { readonly catalogNumber: { readonly value: string } };
}

const input = join(import.meta.dirname, "data/aafc-herbarium-raw.jsonl.gz");
const pipeline = new IngestionPipeline({ adapters: [jsonl()] });

const seen = new Map<string, number>();
const events: AsyncIterable<PipelineEvent> = pipeline.streamEvents("jsonl", {
  parameters: { input, idField: "specimen_id" },
  filter: or(errorsOnly, byType("BatchProgress")),
  transform: addFields({ team: "herbarium" }),
  validate: ({ raw }) => {
    const { dwc } = raw as Specimen;
    if (dwc.catalogNumber.value === "") throw new SluiceError("catalogNumber is empty", { code: "VALIDATION_FAILED" });
  },
});
for await (const event of events) {
  seen.set(event.type, (seen.get(event.type) ?? 0) + 1);
  assert.equal((event as PipelineEvent & { team: string }).team, "herbarium");
}

console.log(Object.fromEntries(seen));
assert.equal(seen.get("DocumentFailed"), 2702 - 915, "915 of the records have a catalogue number");
assert.equal(seen.has("DocumentCompleted"), false);
