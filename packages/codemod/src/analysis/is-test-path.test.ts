import { expect, test } from "vitest";
import { isTestPath } from "./is-test-path.js";

test.each(["a.test.ts", "a.spec.tsx", "a.test-d.ts", "a_test.js", "x.e2e.mts", "test/a.ts", "src/__tests__/a.ts", "src/testing/a.ts", "packages/a/e2e/b.js", "fixtures/a.js", "src/__fixtures__/a.ts", "__mocks__/fs.js"])("%s is a test", (path) => {
  expect(isTestPath(`/root/${path}`, "/root")).toBe(true);
});

test.each(["a.ts", "testimony.ts", "src/latest.ts", "contest/a.ts"])("%s is none", (path) => {
  expect(isTestPath(`/root/${path}`, "/root")).toBe(false);
});

test("what lies above the root says nothing", () => {
  expect(isTestPath("/tmp/test/root/a.ts", "/tmp/test/root")).toBe(false);
});
