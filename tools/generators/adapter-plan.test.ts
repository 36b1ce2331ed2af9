import { expect, test } from "vitest";
import { adapterPlan } from "./adapter-plan.ts";

test("a name is enough", () => {
  expect(adapterPlan(["my-source"], "/work")).toEqual({ name: "my-source", variant: "plain", directory: "/work/packages/adapter-my-source", isDryRun: false });
});

test("options say where, of which kind, and whether at all", () => {
  expect(adapterPlan(["feed", "--http", "--dry-run", "--dir", "extra"], "/work")).toEqual({ name: "feed", variant: "http", directory: "/work/extra/adapter-feed", isDryRun: true });
});

test.each<[readonly string[], string]>([
  [[], 'lower-case words joined by hyphens, received ""'],
  [["Feed"], "lower-case words"],
  [["../feed"], "lower-case words"],
  [["feed_er"], "lower-case words"],
  [["a".repeat(61)], "lower-case words"],
  [["csv"], "that of an adapter that exists"],
  [["import"], "cannot be that of a function"],
  [["await"], "cannot be that of a function"],
  [["expect"], "cannot be that of a function"],
  [["a", "b"], "one name is expected, received a b"],
  [["feed", "--dir", ".."], "--dir must be inside /work"],
  [["feed", "--force"], "Unknown option '--force'"],
])("%j is refused with the usage", (argv, message) => {
  expect(() => adapterPlan(argv, "/work")).toThrow(message);
  expect(() => adapterPlan(argv, "/work")).toThrow("usage: npm run generate:adapter");
});
