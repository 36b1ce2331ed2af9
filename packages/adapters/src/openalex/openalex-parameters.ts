import * as z from "zod";
import { querySchema, splitQuery } from "../http/extra-query.js";

/** What can be listed. */
export const OPENALEX_ENTITIES = ["works", "authors", "sources", "institutions", "topics", "keywords", "publishers", "funders", "concepts"] as const;

/** @see {@link OPENALEX_ENTITIES} */
export type OpenAlexEntity = (typeof OPENALEX_ENTITIES)[number];

const KNOWN: ReadonlySet<string> = new Set(["entity", "perPage", "per-page", "per_page", "apiKey", "api_key", "mailto"]);
const OURS = ["cursor", "page", "group_by", "group-by"];

/**
 * The parameters of a run of `openalex`: those of the API by their own names, passed on as they are. `select` is completed
 * with `id`, without which no record has one.
 */
export const openAlexParametersSchema = z
  .record(z.string(), z.unknown())
  .transform((parameters) => {
    const { known, query } = splitQuery(parameters, KNOWN);
    const { "per-page": dashed, per_page: underscored, api_key: key, ...rest } = known;
    const named: Record<string, unknown> = { perPage: dashed ?? underscored, apiKey: key, ...rest };
    return { ...named, query };
  })
  .pipe(
    z.strictObject({
      entity: z.enum(OPENALEX_ENTITIES).default("works"),
      perPage: z.coerce.number().int().min(1).max(200).default(100),
      apiKey: z.string().min(1).optional(),
      mailto: z.string().min(1).optional(),
      query: querySchema.refine((query) => !OURS.some((name) => name in query), { error: `expected none of ${OURS.join(", ")}: pages follow each other by cursor` }),
    }),
  )
  .transform(({ query, ...rest }) => ({ ...rest, query: "select" in query ? { ...query, select: withId(String(query["select"])) } : query }));

/** What `openalex()` is asked for, once it is checked and completed. */
export type OpenAlexParameters = Readonly<z.infer<typeof openAlexParametersSchema>>;

function withId(fields: string): string {
  const names = fields.split(/[,|]/).map((name) => name.trim()).filter((name) => name !== "");
  return names.length === 0 || names.includes("id") ? names.join(",") : ["id", ...names].join(",");
}
