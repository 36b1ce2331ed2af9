import type { Checkpoint, Document } from "@sluice/core-events";

/** The document with this number. */
export function documentOf(n: number, text = `text ${n}`): Document {
  return { docId: `d${n}`, title: null, text, metadata: { n }, provenance: { source: "test" } };
}

/** A checkpoint after this many documents. */
export function checkpointOf(completed: number): Checkpoint {
  return {
    version: 1,
    runId: "r1",
    adapter: "test",
    timestamp: 0,
    cursor: null,
    lowWaterMark: completed,
    finished: { count: completed, ahead: [] },
    completed,
    failed: 0,
  };
}
