import * as z from "zod";

/** How the event log of a run is kept, complete. Stored in the state directory. */
export const eventLogSettingsSchema = z.object({
  /** `null` for `events/` in the state directory. */
  directory: z.string().nullable(),
  sync: z.enum(["always", "interval", "never"]),
  documents: z.enum(["trimmed", "full"]),
  maxMegabytes: z.number(),
  maxDays: z.number(),
  onFailure: z.enum(["continue", "stop"]),
});

/** @see {@link eventLogSettingsSchema} */
export type EventLogSettings = Readonly<z.infer<typeof eventLogSettingsSchema>>;

/** What is kept unless it is said otherwise: more than two million events, for a month. */
export const EVENT_LOG_DEFAULTS: EventLogSettings = { directory: null, sync: "interval", documents: "trimmed", maxMegabytes: 1024, maxDays: 30, onFailure: "continue" };
