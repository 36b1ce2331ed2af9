import * as z from "zod";
import { includeSchema, pathsSchema, walkShape } from "../directory/walk-parameters.js";
import { querySchema, splitQuery } from "../http/extra-query.js";
import { pmcIdOf } from "./article-ids.js";

const OURS = ["db", "id", "retmode", "retmax", "retstart", "rettype", "usehistory", "WebEnv", "query_key"];

const idsSchema = z
  .union([z.string().transform((ids) => ids.split(/[\s,]+/).filter((id) => id !== "")), z.array(z.string())])
  .pipe(z.array(z.string().refine((id) => pmcIdOf(id) !== null, { error: "expected ids such as PMC7289599" })).min(1))
  .transform((ids): readonly string[] => [...new Set(ids.map((id) => pmcIdOf(id) ?? id))]);

const knownSchema = z.strictObject({
  term: z.string().min(1).optional().describe("query in the syntax of PMC's own search"),
  ids: idsSchema.optional().describe("PMC ids, as a list or separated by commas"),
  input: pathsSchema.optional().describe("files or directories of articles in JATS"),
  include: includeSchema(["**/*.xml", "**/*.nxml", "**/*.xml.gz", "**/*.nxml.gz"]),
  ...walkShape,
  pageSize: z.coerce.number().int().min(1).max(10_000).default(100).describe("ids per page of a search"),
  apiKey: z.string().min(1).optional().describe("key of NCBI, which allows 10 requests a second instead of 3"),
  tool: z.string().min(1).default("sluice").describe("what NCBI is told of the program that asks"),
  email: z.string().min(1).optional().describe("whom NCBI can write to"),
});

const KNOWN: ReadonlySet<string> = new Set([...Object.keys(knownSchema.shape), "api_key"]);

/**
 * The parameters of a run of `pmc`: exactly one of `term`, `ids` and `input`. Whatever is not named here goes into the query of
 * the search as it is: `sort`, `datetype`, `mindate`, `maxdate`, `reldate`, `field`.
 */
export const pmcParametersSchema = z
  .record(z.string(), z.unknown())
  .transform((parameters) => {
    const { known, query } = splitQuery(parameters, KNOWN);
    const { api_key: key, ...rest } = known;
    const named: Record<string, unknown> = { apiKey: key, ...rest };
    return { ...named, query };
  })
  .pipe(
    knownSchema.extend({
      query: querySchema.refine((query) => !OURS.some((name) => name in query), { error: `expected none of ${OURS.join(", ")} in the query of a search` }),
    }),
  )
  .refine(({ term, ids, input }) => [term, ids, input].filter((source) => source !== undefined).length === 1, { error: "expected exactly one of term, ids and input" });

/** What `pmc()` is asked for, once it is checked and completed. */
export type PmcParameters = Readonly<z.infer<typeof pmcParametersSchema>>;
