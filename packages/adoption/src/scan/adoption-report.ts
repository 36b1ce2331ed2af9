import * as z from "zod";
import { siteSchema } from "./site.js";
import { siteCountsSchema, tallySchema } from "./tally.js";

const groupSchema = tallySchema.extend({ name: z.string().nullable().describe("null for sites without package or owner") });

const historyPointSchema = siteCountsSchema.extend({
  commit: z.string(),
  time: z.number().describe("of the commit, ms since epoch"),
  share: z.number().min(0).max(1).nullable(),
});

/** The figures of a scan, version 1: what `--format json` prints. Every path is relative to the root. */
export const adoptionReportSchema = z.object({
  type: z.literal("sluice-adoption-report"),
  version: z.literal(1),
  generatedAt: z.number().describe("ms since epoch"),
  countEager: z.boolean().describe("whether eager sites count as not streaming in every share"),
  detection: z.enum(["types", "syntax"]).describe("what receivers were told by"),
  total: tallySchema,
  packages: z.array(groupSchema).readonly(),
  directories: z.array(groupSchema).readonly(),
  owners: z.array(groupSchema).readonly().nullable().describe("null without a CODEOWNERS file; a site of two owners counts for both"),
  sites: z.array(siteSchema).readonly(),
  skipped: z.array(z.object({ file: z.string(), reason: z.string(), message: z.string() })).readonly().describe("files that were not looked at"),
  history: z.array(historyPointSchema).readonly().nullable().describe("oldest first, told by syntax; null unless asked for"),
  notes: z.array(z.string()).readonly().describe("what limits the figures"),
});

/** The figures of a scan; see {@link adoptionReportSchema}. */
export type AdoptionReport = Readonly<z.infer<typeof adoptionReportSchema>>;

/** One package, directory or owner. */
export type Group = Readonly<z.infer<typeof groupSchema>>;

/** The figures at one commit. */
export type HistoryPoint = Readonly<z.infer<typeof historyPointSchema>>;
