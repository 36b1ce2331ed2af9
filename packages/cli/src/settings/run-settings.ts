import { jsonValueSchema } from "@sluice/core-events";
import { rulesSchema } from "@sluice/monitors";
import * as z from "zod";
import { alertsSchema } from "../config/alerts-schema.js";
import { forwardTargetSchema } from "../forward/forward-target.js";
import { EVENT_LOG_DEFAULTS, eventLogSettingsSchema } from "../log/event-log-settings.js";
import { policySettingsSchema } from "../policy/policy-settings.js";
import { adapterModuleSchema } from "../source/adapter-module.js";
import { targetSchema } from "../targets/target.js";

/** Everything that makes up a run, complete, with absolute paths. Stored in the state directory without secrets. */
export const runSettingsSchema = z.object({
  version: z.literal(1),
  adapter: z.string(),
  /** Where the adapter comes from if it is not one of ours. */
  adapterModule: adapterModuleSchema.optional(),
  parameters: z.record(z.string(), jsonValueSchema),
  /** Where documents go: to each of these. */
  sinks: z.array(targetSchema).min(1).readonly(),
  /** Where failed documents are kept; `null` keeps none. */
  deadLetters: z.string().nullable(),
  require: z.array(z.string()),
  rule: z.string().nullable(),
  earlyValidation: z
    .object({ after: z.number(), minRate: z.number(), warnEvery: z.number(), warnRate: z.number() })
    .nullable(),
  /** Rules that watch the run. */
  monitors: rulesSchema.default([]),
  /** Who is told of them; holds references to secrets only. */
  alerts: alertsSchema.nullable().default(null),
  /** How the events are kept; `null` keeps none. */
  eventLog: eventLogSettingsSchema.nullable().default(EVENT_LOG_DEFAULTS),
  /** The brokers that they are sent to as well. */
  forward: z.array(forwardTargetSchema).readonly().default([]),
  maxFailed: z.string().nullable(),
  limits: z.object({
    limit: z.number().optional(),
    concurrency: z.number().optional(),
    bufferSize: z.number().optional(),
    checkpointInterval: z.number().optional(),
    progressInterval: z.number().optional(),
  }),
  http: z.object({
    baseUrl: z.string().optional(),
    allowHosts: z.array(z.string()).optional(),
    retries: z.number().optional(),
    timeout: z.number().optional(),
    policy: policySettingsSchema.optional(),
  }),
});

/** @see {@link runSettingsSchema} */
export type RunSettings = Readonly<z.infer<typeof runSettingsSchema>>;
