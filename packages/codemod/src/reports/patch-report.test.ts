import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCodemod } from "../run-codemod.js";
import { commitAll, git, GIT_ENV, gitRepository } from "../testing/git-repository.js";
import { renameCalls } from "../testing/rename-calls.js";
import { SAMPLE_FILES } from "../testing/sample-result.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { patchReport } from "./patch-report.js";

const files = {
  ...SAMPLE_FILES,
  "mixed.ts": "a();\r\nfetchAll();\nb();\r\n\r\n\tfetchAll();\r",
  "far.ts": `fetchAll();\n${"x();\n".repeat(50)}fetchAll();\n`,
  'qu"ote\t.ts': "fetchAll();",
  "only.ts": "fetchAll()",
};

test("I3 git applies the patch of a dry run, and gets the bytes that a run would write", async () => {
  const root = await gitRepository(files);
  const options = { root, env: GIT_ENV, migration: renameCalls };
  const patch = join(await temporaryDirectory(), "a.patch");
  await writeFile(patch, patchReport(await runCodemod(options)));
  await runCodemod({ ...options, write: true });
  const written = await contents(root);
  git(root, "checkout", "--", ".");
  git(root, "apply", "--whitespace=nowarn", patch);
  expect(await contents(root)).toEqual(written);
  commitAll(root);
});

async function contents(root: string): Promise<Buffer[]> {
  return Promise.all(Object.keys(files).map((name) => readFile(join(root, name))));
}
