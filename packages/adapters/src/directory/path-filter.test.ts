import { expect, test } from "vitest";
import { PathFilter } from "./path-filter.js";

test("a file that an exclude pattern names is left out", () => {
  const notes = new PathFilter({ include: ["**/*.md"], exclude: ["**/draft-*", "old/**"] });
  expect(["a.md", "x/draft-1.md", "old/a.md", "old/x/a.md", "older/a.md"].filter((path) => notes.accepts(path))).toEqual(["a.md", "older/a.md"]);
});

test("a directory is not entered if it or everything inside is left out", () => {
  const tree = new PathFilter({ include: ["**/*"], exclude: ["**/node_modules/**", "build/", "docs/*", "**/.git/**"] });
  const entered = ["node_modules", "a/node_modules", "build", "docs", "docs/x", "src", ".git", "src/.git"].filter((path) => tree.enters(path));
  expect(entered).toEqual(["docs", "src"]);
});
