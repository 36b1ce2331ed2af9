import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";

/** knip finds no unused file, export or dependency, and none that is used but not declared. */
export const unused: CheckStep = {
  name: "unused and undeclared (knip)",
  async run({ root }) {
    const result = await runCommand(process.execPath, [join(root, "node_modules/knip/bin/knip.js"), "--no-progress"], { cwd: root });
    return result.code === 0 ? [] : outputLines(result);
  },
};
