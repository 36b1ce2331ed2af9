import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { outputLines, runCommand } from "../command.ts";

/** The generated pages of docs/ say what the sources say. */
export const generatedDocs: CheckStep = {
  name: "generated documentation",
  async run({ root }) {
    const result = await runCommand(process.execPath, [join(root, "tools/docs/generate.ts"), "--check"], { cwd: root });
    return result.code === 0 ? [] : outputLines(result);
  },
};
