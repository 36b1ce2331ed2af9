import { type PipelineEvent, SluiceError } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { retry, retryPolicySchema } from "@sluice/resilience";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";

const later = new SluiceError("Cannot go on before midnight", { code: "TRY_AGAIN_LATER", context: { retryAt: 1 } });

function pipelineThatParksAt(parked: number): IngestionPipeline {
  return new IngestionPipeline({
    adapters: [{
      name: "budgeted",
      *fetch() {
        for (let n = 0; n < 10; n += 1) yield n;
      },
      identify: (n: number) => `n-${n}`,
      async parse(n: number) {
        if (n === parked) throw later;
        return { docId: `n-${n}`, title: null, text: null, metadata: {}, provenance: { source: "budgeted" } };
      },
    }],
  });
}

test("D4 parse() that says TRY_AGAIN_LATER parks the run, and its document is left to the next attempt", async () => {
  const events: PipelineEvent[] = [];
  const stream = pipelineThatParksAt(4).streamEvents("budgeted");
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  await expect(reading).rejects.toBe(later);
  expect(events.at(-1)).toMatchObject({ type: "RunFailed", reason: "try_again_later", stats: { completed: 4, failed: 0 } });
  const { checkpoint } = events.findLast((event) => event.type === "BatchProgress") ?? {};
  const rest = pipelineThatParksAt(-1).iterResults("budgeted", checkpoint === undefined ? {} : { resumeFrom: checkpoint });
  expect((await collect(rest)).map(({ docId }) => docId)).toEqual(["n-4", "n-5", "n-6", "n-7", "n-8", "n-9"]);
});

test("H13 an error that has used up the retries of a request is not retried again for its document", async () => {
  let requests = 0;
  const policy = retryPolicySchema.parse({ maxAttempts: 3, initialDelayMs: 1 });
  const request = (): Promise<never> => {
    requests += 1;
    return Promise.reject(new SluiceError("HTTP 503", { code: "HTTP_TRANSPORT" }));
  };
  const pipeline = new IngestionPipeline({
    adapters: [{ name: "nested", fetch: () => [1], identify: () => "one", parse: () => retry(request, { policy }) }],
  });
  const { errors } = await pipeline.runAsync("nested", { retry: { maxAttempts: 3, initialDelayMs: 1 } });
  expect([requests, errors[0]?.errorType, errors[0]?.retryCount]).toEqual([3, "HTTP_TRANSPORT", 0]);
});
