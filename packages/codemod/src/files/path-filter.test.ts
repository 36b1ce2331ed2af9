import { expect, test } from "vitest";
import { pathFilter } from "./path-filter.js";

test("pathFilter() lets every file pass without patterns", () => {
  expect(pathFilter({ base: "/app" })("/app/src/a.ts")).toBe(true);
});

test("pathFilter() takes patterns as in .gitignore", () => {
  const passes = pathFilter({ base: "/app", include: ["packages/*/src/**"], exclude: ["*.test.ts", "legacy/"] });
  const paths = ["/app/packages/a/src/x.ts", "/app/packages/a/src/x.test.ts", "/app/packages/a/src/legacy/x.ts", "/app/src/x.ts"];
  expect(paths.filter(passes)).toEqual(["/app/packages/a/src/x.ts"]);
});

test("pathFilter() matches a path outside its base by what the base does not share", () => {
  expect(pathFilter({ base: "/app/one", exclude: ["two/**"] })("/app/two/a.ts")).toBe(false);
});
