import { basename } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { measureSizes, sizeProblems } from "../size-budgets.ts";
import { publishable } from "../workspace-package.ts";

/** Built packages stay within the budgets of .size-limit.json. */
export const sizes: CheckStep = {
  name: "size budgets",
  run: async ({ root, packages }) =>
    sizeProblems(
      await measureSizes(root),
      publishable(packages).map(({ directory }) => basename(directory)),
    ),
};
