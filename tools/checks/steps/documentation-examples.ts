import { checkCommands } from "../../docs/check-commands.ts";
import { checkExamples } from "../../docs/check-examples.ts";
import type { CheckStep } from "../check-step.ts";

/** What the documentation shows compiles against what is built, and its commands exist. */
export const documentationExamples: CheckStep = {
  name: "examples of the documentation",
  run: async ({ root }) => [...(await checkExamples(root)), ...(await checkCommands(root))],
};
