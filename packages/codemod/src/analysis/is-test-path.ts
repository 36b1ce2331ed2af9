import { relative, sep } from "node:path";

const TEST_DIRECTORIES = new Set(["test", "tests", "testing", "spec", "specs", "e2e", "fixtures", "mocks", "__tests__", "__mocks__", "__fixtures__"]);

/** Whether a file is a test by its name (`x.test.ts`, `x_spec.js`) or by a directory between it and the root (`testing/`, `__fixtures__/`). */
export function isTestPath(path: string, root: string): boolean {
  const parts = relative(root, path).split(sep);
  const name = parts.pop() ?? "";
  return parts.some((part) => TEST_DIRECTORIES.has(part)) || /[._-](?:test|spec|e2e|mock)(?:-d)?\.[cm]?[jt]sx?$/.test(name) || /^(?:test|spec)\.[cm]?[jt]sx?$/.test(name);
}
