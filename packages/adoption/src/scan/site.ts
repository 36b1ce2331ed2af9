import * as z from "zod";
import { RUN_METHODS } from "../run-methods.js";

/** One use of a run method, with whom it belongs to. */
export const siteSchema = z.object({
  id: z.string().describe("stays the same while the line is moved, and changes with the line's text, the method or the file"),
  file: z.string().describe("relative to the root, with /"),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  method: z.enum(RUN_METHODS),
  kind: z.enum(["streaming", "eager", "legacy", "unresolved"]),
  isTest: z.boolean(),
  package: z.string().nullable().describe("the name in the nearest package.json that has one"),
  directory: z.string().describe("relative to the root, cut to the depth asked for; . for the root itself"),
  owners: z.array(z.string()).readonly().describe("of CODEOWNERS; none where nobody owns the file"),
});

/** One use of a run method. */
export type Site = Readonly<z.infer<typeof siteSchema>>;
