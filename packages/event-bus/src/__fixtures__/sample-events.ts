import { EventFactory, type EventOf, type PipelineEvent } from "@sluice/core-events";

/** Millisecond at which the sample events begin. */
export const BEGINNING = 1_763_775_600_000;

/** Numbered events of one run, one second apart: mostly `DocumentCompleted`, each tenth a `DocumentFailed`. */
export function sampleEvents(count: number, { from = 1, stepMs = 1000 }: { readonly from?: number; readonly stepMs?: number } = {}): PipelineEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent(from + index, stepMs));
}

/** The event with this number. */
export function sampleEvent(n: number, stepMs = 1000): PipelineEvent {
  const envelope = { version: 1, sequence: n, timestamp: BEGINNING + n * stepMs, runId: "r1", pipelineId: "p1" } as const;
  if (n % 10 === 0) return { type: "DocumentFailed", ...envelope, docId: `d${n}`, error: "Cannot parse", errorType: "RECORD_MALFORMED", retryCount: 0, isRetryable: false };
  const document = { docId: `d${n}`, title: null, text: `fern ${n}`, metadata: { n }, provenance: { source: "test" } };
  return { type: "DocumentCompleted", ...envelope, document, durationMs: 0.5, adapterMetadata: { line: n } };
}

/** An event without meaning, numbered. */
export function pageEvent(n: number): EventOf<"AdapterEvent"> {
  const factory = new EventFactory({ runId: "r1", pipelineId: "p1", now: () => BEGINNING + n });
  return { ...factory.create("AdapterEvent", { adapter: "http", name: "page", payload: { number: n } }), sequence: n };
}
