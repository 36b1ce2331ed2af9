import type { AnyAdapter } from "@sluice/core-events";
import { schemaParameters } from "./schema-parameters.js";

/** The parameter that inputs become: `input`, else `url`, if the adapter's schema has one. */
export function inputParameterOf(adapter: AnyAdapter): string | null {
  const names = schemaParameters(adapter).map(({ name }) => name);
  return ["input", "url"].find((name) => names.includes(name)) ?? null;
}
