import { isAbsolute, relative, sep } from "node:path";

/** Whether an absolute path is `directory` or lies below it; by name, so both must be free of symbolic links. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
