import { isAbsolute, relative } from "node:path";

/** A path as short as it can be: relative where it lies below the working directory. */
export function displayPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
}
