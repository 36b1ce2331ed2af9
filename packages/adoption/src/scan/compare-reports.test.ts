import { expect, test } from "vitest";
import { GitProject } from "../testing/git-project.js";
import { scanText } from "../testing/scan-text.js";
import { compareReports } from "./compare-reports.js";
import { judgeMinimum } from "./judge-minimum.js";
import { scanAdoption } from "./scan-adoption.js";

const scan = (root: string) => scanAdoption({ root, scanProject: scanText });

test("one site mended and one added do not cancel out", async () => {
  const project = await GitProject.create();
  await project.write({ "a.ts": "const a = p.runAsyncLegacy(1)\nconst b = p.runAsyncLegacy(2)\n" });
  const before = await scan(project.root);
  await project.write({ "a.ts": "const a = p.iterResults(1)\n\n\n  const b = p.runAsyncLegacy(2)\nconst c = p.runAsyncLegacy(3)\n" });
  const { added, gone } = compareReports(before, await scan(project.root));
  expect([added.map(({ line }) => line), gone.map(({ line }) => line)]).toEqual([[5], [1]]);
});

test("lines with the same text are told apart by their number", async () => {
  const project = await GitProject.create();
  await project.write({ "a.ts": "p.runAsyncLegacy()\np.runAsyncLegacy()\n" });
  const before = await scan(project.root);
  expect(new Set(before.sites.map(({ id }) => id)).size).toBe(2);
  await project.write({ "a.ts": "p.runAsyncLegacy()\n".repeat(3) });
  const { added, gone } = compareReports(before, await scan(project.root));
  expect([added.length, gone.length]).toEqual([1, 0]);
});

test.each([
  ["p.iterResults()\np.runAsyncLegacy()", 50, true, "The share is 50 %, not below the minimum of 50 %"],
  ["p.iterResults()\np.runAsyncLegacy()", 50.1, false, "The share is 50 %, below the minimum of 50.1 %"],
  ["p.runAsync()", 100, true, "No site counts for the share: there is nothing to migrate, which passes"],
  ["", 100, true, "No site counts for the share: there is nothing to migrate, which passes"],
  ["unknown.runAsync()", 0, false, "The share cannot be told: 1 unresolved site and no other"],
])("%j against %d %%: passes is %s", async (text, minimum, passes, message) => {
  const project = await GitProject.create();
  await project.write({ "a.ts": text });
  expect(judgeMinimum(await scan(project.root), minimum)).toEqual({ passes, message });
});
