import { expect, test } from "vitest";
import { absoluteSpecifier, isModuleSpecifier } from "./module-specifier.js";

test.each(["./feed.ts", "../feed", "/opt/feed.mjs", "feed.ts", "src/feed.js", "@acme/sluice-adapter-feed", "@acme/feed/sub", "sluice-adapter-feed", "file:///opt/feed.ts"])(
  "%s names a module",
  (text) => expect(isModuleSpecifier(text)).toBe(true),
);

test.each(["csv", "cvs", "clinical-trials", "@acme", "@acme/", "records.csv"])("%s names none", (text) => expect(isModuleSpecifier(text)).toBe(false));

test("paths are made absolute, packages and URLs stay as they are", () => {
  const made = ["./feed.ts", "feed.ts", "@acme/feed", "@acme/feed.js", "sluice-adapter-feed", "file:///x.ts"].map((text) => absoluteSpecifier(text, "/work"));
  expect(made).toEqual(["/work/feed.ts", "/work/feed.ts", "@acme/feed", "@acme/feed.js", "sluice-adapter-feed", "file:///x.ts"]);
});
