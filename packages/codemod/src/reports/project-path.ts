import { relative, sep } from "node:path";

/** A path as reports for programs show it: relative to the project's directory, with slashes. */
export function projectPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
