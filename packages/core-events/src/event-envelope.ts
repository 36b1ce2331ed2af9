import * as z from "zod";

/** The version that every event of this release carries. */
export const EVENT_VERSION = 1;

/**
 * What every event carries beside its own fields.
 *
 * `sequence` counts 1, 2, 3 … without gaps inside one `runId`; order events by it, never by `timestamp`, which follows the
 * wall clock and may jump.
 */
export const eventEnvelope = z.object({
  version: z.literal(EVENT_VERSION),
  sequence: z.number().int().min(1),
  timestamp: z.number().describe("ms since epoch"),
  runId: z.string().min(1),
  pipelineId: z.string().min(1),
});

/** The common fields of every event. */
export type EventEnvelope = Readonly<z.infer<typeof eventEnvelope>>;
