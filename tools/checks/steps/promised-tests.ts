import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { idsInTitles, untestedPromises } from "../promises.ts";

/** Every promise of the documentation has the tests that show it. */
export const promisedTests: CheckStep = {
  name: "promises are tested",
  async run({ root }) {
    const ids = new Set<string>();
    for await (const path of glob("packages/*/src/**/*.test.ts", { cwd: root })) {
      for (const id of idsInTitles(await readFile(join(root, path), "utf8"))) ids.add(id);
    }
    return untestedPromises(ids);
  },
};
