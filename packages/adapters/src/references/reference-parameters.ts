import * as z from "zod";
import { includeSchema, pathsSchema, walkShape } from "../directory/walk-parameters.js";
import { isHttpUrl } from "./url-reference.js";

const url = z.url({ protocol: /^https?$/, error: "expected an http or https URL" });

/** Parameters of a source of documents in files, at URLs, or both. */
export function referenceShape(include: readonly string[]): ReturnType<typeof shapeOf> {
  return shapeOf(include);
}

/** Without a return type of its own: parameters are derived from what zod infers. */
const shapeOf = (include: readonly string[]) => ({
  input: pathsSchema.describe("directory, file or http(s) URL, or several").optional(),
  urls: z.union([url.transform((one) => [one] as readonly string[]), z.array(url).min(1).readonly()]).optional().describe("http(s) URL, or several"),
  urlsFile: z.string().min(1).optional().describe("file with one URL per line; # begins a comment"),
  include: includeSchema(include),
  ...walkShape,
});

/** @see {@link referenceShape} */
export interface ReferenceParameters {
  readonly input?: readonly string[] | undefined;
  readonly urls?: readonly string[] | undefined;
  readonly urlsFile?: string | undefined;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly hidden: boolean;
  readonly followSymlinks: boolean;
}

/** Whether there is anything to read at all; for `refine`. */
export function hasSource({ input, urls, urlsFile }: Pick<ReferenceParameters, "input" | "urls" | "urlsFile">): boolean {
  return input !== undefined || urls !== undefined || urlsFile !== undefined;
}

/** What {@link hasSource} asks for. */
export const SOURCE_MISSING = { error: "expected input, urls or urlsFile, received none" };

/** The paths and URLs of the parameters; a URL among the inputs counts as one of `urls`. */
export function sourcesOf({ input = [], urls = [] }: ReferenceParameters): { readonly paths: readonly string[]; readonly urls: readonly string[] } {
  return { paths: input.filter((one) => !isHttpUrl(one)), urls: [...input.filter(isHttpUrl), ...urls] };
}
