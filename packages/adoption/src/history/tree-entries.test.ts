import { expect, test } from "vitest";
import { treeEntries } from "./tree-entries.js";

const line = (path: string, mode = "100644", size = "12"): string => `${mode} blob ${"a".repeat(40)} ${size.padStart(7)}\t${path}`;

test.each([
  ["sources and their configuration are taken", ["src/a.ts", "b.mjs", "c.tsx", "d.vue", "package.json", "x/tsconfig.build.json", "with space\n.ts"], true],
  ["other files are left out", ["README.md", "data.json", "a.ts.snap"], false],
  ["installed packages and paths that lead out are left out", ["node_modules/a/index.js", "../a.ts", "a/../../b.ts", "/a.ts", ".git/a.ts", "a/.GIT/x.ts"], false],
] as const)("%s", (_title, paths, taken) => {
  expect(treeEntries(`${paths.map((path) => line(path)).join("\0")}\0`).map(({ path }) => path)).toEqual(taken ? paths : []);
});

test("links, submodules and large files are left out", () => {
  expect(treeEntries([line("a.ts", "120000"), line("b.ts", "160000", "-"), line("c.ts", "100644", "1048577"), line("d.ts", "100755")].join("\0"))).toMatchObject([{ path: "d.ts" }]);
});
