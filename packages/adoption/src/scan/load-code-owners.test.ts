import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { loadCodeOwners } from "./load-code-owners.js";

test("the first file wins: .github, then the root, then docs", async () => {
  const root = await temporaryDirectory();
  const ownerNow = async (): Promise<string | undefined> => (await loadCodeOwners(root, root)).ownersOf?.("a.ts")[0];
  expect(await ownerNow()).toBeUndefined();
  for (const place of ["docs", ".", ".github"]) {
    await mkdir(join(root, place), { recursive: true });
    await writeFile(join(root, place, "CODEOWNERS"), `* @${place}\n`);
    expect(await ownerNow()).toBe(`@${place}`);
  }
});

test("a file larger than GitHub reads is left out, and said", async () => {
  const root = await temporaryDirectory();
  await writeFile(join(root, "CODEOWNERS"), "#".repeat(3 * 1024 * 1024 + 1));
  expect(await loadCodeOwners(root, root)).toEqual({ ownersOf: null, notes: ["CODEOWNERS is larger than 3 MiB, which GitHub does not read"] });
});
