import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";

/** The lockfile names no registry, so that it works behind every mirror, and a clean install accepts it. */
export const lockfile: CheckStep = {
  name: "lockfile",
  async run({ root }) {
    const problems = hostLines(await readFile(join(root, "package-lock.json"), "utf8"));
    for (const flags of [[], ["--ignore-scripts"]]) {
      const result = await runCommand("npm", ["ci", "--dry-run", ...flags], { cwd: root });
      if (result.code !== 0) problems.push(`npm ci --dry-run ${flags.join(" ")} fails:`, ...outputLines(result).slice(0, 20));
    }
    return problems;
  },
};

function hostLines(text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const url = /"resolved": "((?:https?|git\+?\w*):[^"]*)"/.exec(line)?.[1];
    return url === undefined ? [] : [`package-lock.json:${index + 1} names a host: ${url}`];
  });
}
