import * as z from "zod";
import { configSchema } from "./config-schema.js";

/**
 * The JSON Schema (draft 2020-12) of `sluice.config.*`, for editors.
 *
 * @example
 * ```ts
 * await writeFile("sluice.schema.json", JSON.stringify(configJsonSchema(), null, 2));
 * ```
 */
export function configJsonSchema(): Record<string, unknown> {
  return { title: "Configuration of sluice", ...z.toJSONSchema(configSchema, { io: "input" }) };
}
