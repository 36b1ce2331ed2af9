import * as z from "zod";

const options = z.strictObject({
  directory: z.string().min(1).optional().describe("where it is kept (events/ in the state directory)"),
  sync: z.enum(["always", "interval", "never"]).optional().describe("when events are made to survive a power cut (interval: after 200 ms)"),
  documents: z.enum(["trimmed", "full"]).optional().describe("whether completed documents are in it with what they hold (trimmed)"),
  maxMegabytes: z.number().min(0.01).max(1_000_000_000).optional().describe("what it may take on disk; the oldest events go first (1024)"),
  maxDays: z.number().min(0.001).max(100_000).optional().describe("how long events are kept (30)"),
  onFailure: z.enum(["continue", "stop"]).optional().describe("what a run does whose log cannot be written (continue)"),
});

/** The event log of a run: `false` keeps none, a text is the directory. */
export const eventLogSchema = z.union([z.boolean(), z.string().min(1), options]);

/** @see {@link eventLogSchema} */
export type EventLogConfig = Readonly<z.infer<typeof options>>;
