import * as z from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Query parameters by name; a list repeats the name. */
export const querySchema = z.record(z.string(), z.union([scalar, z.array(scalar).readonly()]));

/** @see {@link querySchema} */
export type Query = Readonly<z.infer<typeof querySchema>>;

/** A copy of the URL with query parameters added, each in place of those of the same name. */
export function withQueryOf(url: URL, query: Query): URL {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    changed.searchParams.delete(name);
    for (const item of Array.isArray(value) ? value : [value]) changed.searchParams.append(name, String(item));
  }
  return changed;
}

/** Splits parameters into those that a schema knows and the rest, which is a query; `query` itself may hold some of it too. */
export function splitQuery(parameters: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): { known: Record<string, unknown>; query: Record<string, unknown> } {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const { query = {}, ...rest } = Object.fromEntries(entries.filter(([name]) => !known.has(name)));
  const nested = typeof query === "object" && query !== null && !Array.isArray(query);
  return {
    known: Object.fromEntries(entries.filter(([name]) => known.has(name))),
    query: nested ? { ...query, ...rest } : { query, ...rest },
  };
}
