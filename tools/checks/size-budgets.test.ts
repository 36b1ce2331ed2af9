import { expect, test } from "vitest";
import { budgetFor, sizeProblems } from "./size-budgets.ts";

test("budgetFor() leaves 15 %, rounded up", () => {
  expect(budgetFor("sinks", 10_000)).toEqual({ name: "sinks", path: "packages/sinks/dist/**/*.js", limit: "11.5 kB" });
});

test("sizeProblems() names packages that exceed their budget, have none, or are not built", () => {
  const reports = [
    { name: "cli", size: 900, sizeLimit: 1000, passed: true },
    { name: "sinks", size: 1234, sizeLimit: 1000, passed: false },
    { name: "pipeline", size: 0 },
  ];
  expect(sizeProblems(reports, ["cli", "sinks", "pipeline", "adapters"])).toEqual([
    "sinks: 1.3 kB exceed the budget of 1.0 kB; if it must grow, run npm run budgets",
    "pipeline: nothing is built",
    "adapters: .size-limit.json has no budget; run npm run budgets",
  ]);
});
