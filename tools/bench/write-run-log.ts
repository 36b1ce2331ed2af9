import { EventFactory, type PipelineEvent } from "@sluice/core-events";
import { openFileLog } from "@sluice/event-bus";

const BEGAN_AT = Date.UTC(2026, 0, 31);

/** The events of a run as the command line logs them: two per document, one document in a hundred fails. Exactly `count` of them. */
function* runEvents(count: number): Generator<PipelineEvent, void, undefined> {
  let now = BEGAN_AT;
  const factory = new EventFactory({ runId: "0f9b1c9e-4e2b-4f6e-9a35-0d6a6f2f9a01", pipelineId: "5d0c1c1e-7f5b-4a57-8f4e-2c9b0a3d1e02", now: () => now });
  const parameters = {};
  yield factory.create("RunStarted", { adapter: "bench", parameters });
  for (let made = 1, n = 0; made < count - 1; n += 1) {
    now += n % 3;
    yield factory.documentStarted(`doc-${n}`, "bench", parameters);
    made += 1;
    if (made === count - 1) break;
    const document = { docId: `doc-${n}`, title: null, text: null, metadata: {}, provenance: { source: "bench" } };
    if (n % 100 === 99) yield factory.create("DocumentFailed", { docId: `doc-${n}`, error: "required fields are missing: title", errorType: "VALIDATION_FAILED", retryCount: 0, isRetryable: false });
    else yield factory.documentCompleted(document, 0.5 + (n % 7), { line: n + 1 });
    made += 1;
  }
  const stats = { completed: 0, failed: 0, retried: 0, durationMs: now - BEGAN_AT, documentsPerSecond: 0, producerWaitMs: 0, consumerWaitMs: 0 };
  yield factory.create("RunCompleted", { adapter: "bench", stats });
}

/** Writes a log of `count` events. */
export async function writeRunLog(directory: string, count: number): Promise<void> {
  await using log = await openFileLog(directory, { sync: "never" });
  let appended = 0;
  for (const event of runEvents(count)) {
    const offset = log.append(event);
    appended += 1;
    if (appended % 1000 === 0) await log.settled(offset);
  }
}
