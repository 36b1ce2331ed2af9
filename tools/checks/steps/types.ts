import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";
import type { PackedPackage } from "../pack-packages.ts";
import { promisesRequire } from "../package-exports.ts";

/** "Are the types wrong?" finds nothing: for all consumers of Node, or for ESM ones where a package is ESM only. */
export const types: CheckStep = {
  name: "are the types wrong",
  async run({ root, packed }) {
    const problems: string[] = [];
    for (const one of await packed()) problems.push(...(await attwProblems(root, one)));
    return problems;
  },
};

async function attwProblems(root: string, { pkg: { manifest }, tarball }: PackedPackage): Promise<string[]> {
  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const profile = promisesRequire(manifest) ? "node16" : "esm-only";
  const parameters = [attw, tarball, "--profile", profile, "--format", "ascii", "--no-color", "--no-emoji"];
  const result = await runCommand(process.execPath, parameters, { cwd: root });
  return result.code === 0 ? [] : [`${manifest.name} (profile ${profile}):`, ...outputLines(result)];
}
