import * as z from "zod";
import { querySchema, splitQuery } from "../http/extra-query.js";

const KNOWN: ReadonlySet<string> = new Set(["pageSize", "format"]);

/**
 * The parameters of a run of `clinical-trials`: those of `/studies` by their own names, passed on as they are. `fields` is
 * completed with `NCTId`, without which no study has an id.
 */
export const clinicalTrialsParametersSchema = z
  .record(z.string(), z.unknown())
  .transform((parameters) => {
    const { known, query } = splitQuery(parameters, KNOWN);
    return { ...known, query };
  })
  .pipe(
    z.strictObject({
      pageSize: z.coerce.number().int().min(1).max(1000).default(100),
      format: z.literal("json").default("json"),
      query: querySchema,
    }),
  )
  .transform(({ query, ...rest }) => ({ ...rest, query: "fields" in query ? { ...query, fields: withId(String(query["fields"])) } : query }));

/** What `clinicalTrials()` is asked for, once it is checked and completed. */
export type ClinicalTrialsParameters = Readonly<z.infer<typeof clinicalTrialsParametersSchema>>;

function withId(fields: string): string {
  const names = fields.split(/[,|]/).map((name) => name.trim()).filter((name) => name !== "");
  return names.length === 0 || names.includes("NCTId") ? names.join(",") : [...names, "NCTId"].join(",");
}
