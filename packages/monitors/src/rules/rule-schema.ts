import * as z from "zod";

/** How bad it is; the words are those of PagerDuty. */
export const severitySchema = z.enum(["info", "warning", "error", "critical"]);

/** @see {@link severitySchema} */
export type Severity = z.infer<typeof severitySchema>;

/** What happens when a rule fires; each does what the one before it does, too. */
export const actionSchema = z
  .enum(["warn", "alert", "stop"])
  .describe("warn: say so; alert: send it to the channels, too; stop: end the run resumably as well");

/** What a rule that is broken leads to. */
export type RuleAction = z.infer<typeof actionSchema>;

const MAX_WINDOW_DOCUMENTS = 1_000_000;
const MAX_SECONDS = 30 * 86_400;

const share = z.number().min(0).max(1);
const seconds = z.number().min(0.1).max(MAX_SECONDS);
const count = z.number().int().min(1).max(MAX_WINDOW_DOCUMENTS);

const common = {
  name: z.string().min(1).max(100).optional().describe("how the rule is called; its kind unless said otherwise"),
  severity: severitySchema.default("warning"),
  action: actionSchema.default("warn"),
};
const lasting = { ...common, forSeconds: z.number().min(0).max(MAX_SECONDS).default(0).describe("how long it must hold before the rule fires") };
const windowed = {
  windowDocuments: count.optional().describe("look at the last so many documents; without a window at the whole run"),
  windowSeconds: seconds.optional().describe("look at the documents of the last so many seconds"),
  minSample: count.optional().describe("documents below which nothing is said (20, or the window if that is smaller)"),
};

const KINDS = ["success-rate", "field-completeness", "throughput", "stall", "retry-storm", "run-failed", "run-completed"];

/** Each kind of rule, before what concerns several of its fields is checked. */
const ruleUnion = z.discriminatedUnion("rule", [
  z.strictObject({
    rule: z.literal("success-rate"),
    ...lasting,
    ...windowed,
    atLeast: share.default(0.7).describe("share of documents that must succeed"),
    recoverAt: share.optional().describe("share from which on all is well again (atLeast)"),
  }),
  z.strictObject({
    rule: z.literal("field-completeness"),
    ...lasting,
    ...windowed,
    field: z.string().min(1).max(200).describe("dotted path, looked up in metadata, raw record and document"),
    atLeast: share.default(0.9).describe("share of completed documents in which the field must hold something"),
    recoverAt: share.optional(),
  }),
  z.strictObject({
    rule: z.literal("throughput"),
    ...lasting,
    windowSeconds: seconds.default(60),
    minSample: z.number().int().min(0).default(0).describe("documents of the run before which nothing is said"),
    atLeast: z.number().gt(0).describe("documents per second, failed ones included"),
    recoverAt: z.number().gt(0).optional(),
  }),
  z.strictObject({
    rule: z.literal("stall"),
    ...common,
    afterSeconds: seconds.default(300).describe("seconds without the end of any document"),
  }),
  z.strictObject({
    rule: z.literal("retry-storm"),
    ...lasting,
    windowSeconds: seconds.default(60),
    moreThan: z.number().int().min(0).default(50).describe("retries in the window that are still normal"),
    recoverAt: z.number().int().min(0).optional().describe("retries in the window down to which all is well again (half of moreThan)"),
  }),
  z.strictObject({
    rule: z.literal("run-failed"),
    ...common,
    severity: severitySchema.default("error"),
    action: z.enum(["warn", "alert"]).default("alert"),
    reasons: z.array(z.string().min(1)).min(1).optional().describe("reasons of RunFailed that count (all but cancelled)"),
  }),
  z.strictObject({
    rule: z.literal("run-completed"),
    ...common,
    severity: severitySchema.default("info"),
    action: z.enum(["warn", "alert"]).default("alert"),
  }),
], { error: () => `expected one of ${KINDS.join(", ")}` });

/** One rule, as data. Times are in seconds, shares between 0 and 1. */
export const ruleSchema = ruleUnion.superRefine((rule, context) => {
  const refuse = (field: string, message: string): void => context.addIssue({ code: "custom", path: [field], message });
  if ("windowDocuments" in rule && rule.windowDocuments !== undefined) {
    if (rule.windowSeconds !== undefined) refuse("windowSeconds", "expected one window, either documents or seconds");
    if ((rule.minSample ?? 1) > rule.windowDocuments) refuse("minSample", "expected no more than windowDocuments");
  }
  if (!("recoverAt" in rule) || rule.recoverAt === undefined) return;
  if ("atLeast" in rule && rule.recoverAt < rule.atLeast) refuse("recoverAt", "expected no less than atLeast");
  if ("moreThan" in rule && rule.recoverAt > rule.moreThan) refuse("recoverAt", "expected no more than moreThan");
});

/** A list of rules with names that differ. */
export const rulesSchema = z
  .array(ruleSchema)
  .max(100)
  .superRefine((rules, context) => {
    const names = rules.map(ruleName);
    names.forEach((name, at) => {
      if (names.indexOf(name) < at) context.addIssue({ code: "custom", path: [at, "name"], message: `expected a name of its own, as ${JSON.stringify(name)} is taken` });
    });
  });

/** A rule as it may be written, with defaults left out. */
export type RuleInput = Readonly<z.input<typeof ruleUnion>>;
/** A rule, complete and checked. */
export type Rule = Readonly<z.output<typeof ruleUnion>>;

/** The kinds of rules. */
export type RuleKind = Rule["rule"];

/** How a rule is called. */
export function ruleName(rule: Pick<Rule, "rule" | "name"> & { readonly field?: string }): string {
  return rule.name ?? (rule.field === undefined ? rule.rule : `${rule.rule} ${rule.field}`);
}
