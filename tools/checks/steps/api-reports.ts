import { glob, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { apiReports } from "../api-reports.ts";
import type { CheckStep } from "../check-step.ts";

/** The committed API reports say what the built declarations say, so that no public name changes unseen. */
export const apiReportsStep: CheckStep = {
  name: "api reports",
  async run({ root, packages }) {
    const reports = await apiReports(packages);
    const problems: string[] = [];
    for (const { path, text } of reports) {
      const committed = await textOf(path);
      if (committed === text) continue;
      const what = committed === null ? "has no report" : `differs from line ${firstDifference(committed, text)} on`;
      problems.push(`the public API ${what}: ${relative(root, path)}; run npm run api, read the difference, and add a changeset`);
    }
    const expected = new Set(reports.map(({ path }) => path));
    for await (const path of glob("packages/*/api/*.api.md", { cwd: root })) {
      if (!expected.has(join(root, path))) problems.push(`${path} reports an entry point that is gone; run npm run api`);
    }
    return problems;
  },
};

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function firstDifference(before: string, after: string): number {
  const lines = before.split("\n");
  return after.split("\n").findIndex((line, index) => line !== lines[index]) + 1;
}
