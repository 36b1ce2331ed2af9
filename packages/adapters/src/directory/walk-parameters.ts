import * as z from "zod";
import { expandBraces } from "./expand-braces.js";

const pattern = z
  .string()
  .min(1)
  .max(1_000)
  .refine((glob) => !glob.startsWith("!"), { error: "expected a pattern without !, received a negated one; use exclude" })
  .refine(isGlob, { error: "expected at most 1000 alternatives in braces, received more" });

/** One glob pattern or several. */
export const globsSchema = z.union([pattern.transform((glob) => [glob] as readonly string[]), z.array(pattern).min(1).readonly()]);

/** One path or several. */
export const pathsSchema = z
  .union([z.string().min(1).transform((path) => [path] as readonly string[]), z.array(z.string().min(1)).min(1).readonly()])
  .describe("directory or file, or several");

/** The parameters that choose files, without those of the one adapter. */
export const walkShape = {
  exclude: globsSchema.default([]).describe("glob patterns of files and directories that are left out"),
  hidden: z.stringbool().or(z.boolean()).default(false).describe("take names that begin with a dot too"),
  followSymlinks: z.stringbool().or(z.boolean()).default(false).describe("follow symbolic links, also out of the tree"),
};

/** The `include` parameter of an adapter. */
export function includeSchema(defaults: readonly string[]): z.ZodDefault<typeof globsSchema> {
  return globsSchema.default(defaults).describe("glob patterns of the files that are read, relative to the directory");
}

/** @see {@link walkShape} */
export interface WalkParameters {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly hidden: boolean;
  readonly followSymlinks: boolean;
}

function isGlob(pattern: string): boolean {
  try {
    expandBraces(pattern);
    return true;
  } catch {
    return false; // RangeError is the only way to ask
  }
}
