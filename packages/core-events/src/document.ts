import * as z from "zod";

/**
 * One ingested document, the same shape for every source.
 *
 * `docId` comes from the source, never from a counter or a clock, so the same record has the same id in every run.
 * `raw` is the source's own record, unchanged; `metadata` is what the adapter made of it.
 *
 * @example
 * ```ts
 * const trial: Document = {
 *   docId: "NCT00763412",
 *   title: "Vitamin D in cystic fibrosis",
 *   text: null,
 *   metadata: { status: "COMPLETED" },
 *   provenance: { source: "clinical-trials", url: "https://clinicaltrials.gov/study/NCT00763412" },
 * };
 * ```
 */
export const documentSchema = z.object({
  docId: z.string().min(1),
  title: z.string().nullable(),
  text: z.string().nullable(),
  sections: z.array(z.object({ title: z.string().nullable(), text: z.string() })).readonly().optional(),
  metadata: z.record(z.string(), z.unknown()),
  provenance: z.object({
    source: z.string(),
    url: z.string().optional(),
    retrievedAt: z.number().optional().describe("ms since epoch"),
    version: z.string().optional(),
    license: z.string().optional(),
  }),
  raw: z.unknown().optional(),
});

/** One ingested document; see {@link documentSchema} for what each part means. */
export type Document = Readonly<z.infer<typeof documentSchema>>;
