/** The ways to run an `IngestionPipeline` that adoption is counted by. */
export const RUN_METHODS = ["streamEvents", "iterResults", "ingest", "runAsync", "runAsyncLegacy"] as const;

/** A way to run an `IngestionPipeline`. */
export type RunMethod = (typeof RUN_METHODS)[number];

/** What a call is: it reads a stream, collects the result of 1.x, or has the contract of 0.x. */
export type CallKind = "streaming" | "eager" | "legacy";

/** The kind of a call made at run time, where `runAsync` always has the contract of 1.x: 0.x publishes nothing. */
export const KIND_OF_CALL: Readonly<Record<RunMethod, CallKind>> = {
  streamEvents: "streaming",
  iterResults: "streaming",
  ingest: "streaming",
  runAsync: "eager",
  runAsyncLegacy: "legacy",
};
