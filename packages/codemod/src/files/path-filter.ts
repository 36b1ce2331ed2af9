import { relative, sep } from "node:path";
import ignore from "ignore";

/** What {@link pathFilter} is made of. */
export interface PathFilterOptions {
  /** What the patterns are relative to, absolute. */
  readonly base: string;
  /** Patterns as in `.gitignore`; a file must match one of them. @default every file */
  readonly include?: readonly string[];
  /** Patterns as in `.gitignore`; a file must match none of them. */
  readonly exclude?: readonly string[];
}

/**
 * A test for absolute paths. Patterns without a slash match at any depth; a path outside `base` is matched from its first
 * directory that `base` does not share.
 */
export function pathFilter({ base, include = [], exclude = [] }: PathFilterOptions): (path: string) => boolean {
  const included = include.length === 0 ? null : ignore().add(include);
  const excluded = ignore().add(exclude);
  return (path) => {
    const name = relative(base, path).split(sep).filter((part) => part !== "..").join("/");
    return name !== "" && (included === null || included.ignores(name)) && !excluded.ignores(name);
  };
}
