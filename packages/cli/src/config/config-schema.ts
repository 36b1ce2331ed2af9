import { jsonValueSchema } from "@sluice/core-events";
import { type RuleInput, rulesSchema } from "@sluice/monitors";
import * as z from "zod";
import { alertsSchema } from "./alerts-schema.js";
import { eventLogSchema } from "./event-log-schema.js";
import { forwardSchema } from "./forward-schema.js";
import { type PolicyConfig, policySchema } from "../policy/policy-schema.js";
import { TARGET_FORMS, TARGET_PATTERN } from "../targets/target.js";

const integer = (min: number, max = Number.MAX_SAFE_INTEGER): z.ZodNumber => z.number().int().min(min).max(max);
const rate = z.number().min(0).max(1);
const path = z.string().min(1);
const target = z.string().regex(TARGET_PATTERN, `expected ${TARGET_FORMS}`);

/** When early validation steps in; `false` switches it off. */
const earlyValidationSchema = z.union([
  z.boolean(),
  z.strictObject({
    after: integer(1).optional().describe("outcomes, failures included, after which the verdict falls (5)"),
    minRate: rate.optional().describe("success rate below which the run is stopped (0.5)"),
    warnEvery: integer(1).optional().describe("outcomes between two looks at the quality (50)"),
    warnRate: rate.optional().describe("success rate below which such a look warns (0.7)"),
  }),
]);

/** An adapter of one's own: its module, or module, export and options. */
const declaredAdapterSchema = z.union([
  path,
  z.strictObject({
    module: path.describe("path of the module, or the name of a package"),
    export: z.string().min(1).optional().describe("the export that is the adapter or makes it (the default export)"),
    options: z.record(z.string().min(1), jsonValueSchema).optional().describe("what the adapter is made with; \"env:NAME\" takes the value from the environment"),
  }),
]);

/** @see {@link declaredAdapterSchema} */
export type DeclaredAdapter = Readonly<z.infer<typeof declaredAdapterSchema>>;

/**
 * What `sluice.config.*` may say: the options of `sluice ingest`, under the same names, which override it.
 * Paths are relative to the file.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  adapter: z.string().min(1).optional().describe("the adapter to run; `sluice adapters` lists them"),
  adapters: z
    .record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected lower-case words joined by hyphens"), declaredAdapterSchema)
    .optional()
    .describe("adapters of one's own by name: a module, or module, export and options; importing a module runs its code"),
  input: z.union([path, z.array(path).min(1)]).optional().describe("what the adapter reads: files, or a URL"),
  parameters: z
    .record(z.string().min(1), jsonValueSchema)
    .optional()
    .describe("parameters of the adapter; \"env:NAME\" takes the value from the environment when the run starts"),
  sink: z
    .union([target, z.array(target).min(1)])
    .optional()
    .describe(`where documents go: ${TARGET_FORMS}; a database takes #TABLE behind it; several get every document`),
  stateDir: path.optional().describe("where the state of the run is kept (the sink's path + .sluice)"),
  deadLetters: z.union([path, z.literal(false)]).optional().describe("where failed documents are kept; false keeps none"),
  require: z.array(z.string().min(1)).optional().describe("fields that must not be empty, as dotted paths"),
  rule: path.optional().describe("a module whose default export is a function that throws if a document must not pass"),
  earlyValidation: earlyValidationSchema.optional(),
  monitors: z.union([rulesSchema, z.literal(false)]).optional().describe("rules that watch the run; false watches nothing"),
  alerts: z.union([alertsSchema, z.literal(false)]).optional().describe("who is told when a rule fires whose action is alert or stop; false tells nobody"),
  maxFailed: z
    .string()
    .regex(/^\d+(\.\d+)?%?$/, "expected a count or a percentage such as 5%")
    .optional()
    .describe("failed documents beyond which a finished run exits with 3: a count, or a percentage such as 5%"),
  limit: integer(0).optional().describe("stop after this many documents"),
  concurrency: integer(1, 10_000).optional().describe("documents parsed at the same time (1)"),
  bufferSize: integer(1, 1_000_000).optional().describe("events that wait for the consumer before fetching pauses (100)"),
  checkpointInterval: integer(1, 1_000_000_000).optional().describe("documents between two checkpoints (1000)"),
  progressInterval: integer(1, 1_000_000_000).optional().describe("documents between two progress events (100)"),
  baseUrl: z.url({ protocol: /^https?$/, error: "expected an http or https URL" }).optional().describe("another server with the adapter's API"),
  allowHosts: z.array(z.string().min(1)).optional().describe("hosts that may be fetched from although their addresses are not public"),
  retries: integer(0, 99).optional().describe("retries of a failing request or document"),
  timeout: z.number().min(0.001).max(2_000_000).optional().describe("seconds that one request may take in all (60)"),
  policy: policySchema.optional().describe("how requests are paced, limited and retried: default, gpu-bound, polite-api, a file of policies (FILE.yaml, FILE.yaml#NAME), or what is below; retries and timeout come first"),
  output: z.enum(["auto", "tty", "plain", "json", "ndjson"]).optional().describe("how the run is shown (auto)"),
  eventLog: eventLogSchema.optional().describe("the log of the run's events; false keeps none, a path is its directory (events/ in the state directory)"),
  forward: forwardSchema.optional().describe("brokers that the events are sent to as well: an address, env:NAME, or what is below; false forwards nothing"),
  metricsSnapshots: path.optional().describe("where figures of the run are written as a time series, one JSON line every ten seconds"),
  summaryFile: path.optional().describe("where the closing summary is written as JSON"),
});

/** What a configuration file may hold: the options of the command line, and adapters under names of their own. */
export type SluiceConfig = Omit<z.infer<typeof configSchema>, "monitors" | "policy"> & {
  /** Rules as they may be written, with defaults left out. */
  monitors?: RuleInput[] | false | undefined;
  /** The name of a policy, the file that it is in, or the policy itself. */
  policy?: PolicyConfig | undefined;
};
