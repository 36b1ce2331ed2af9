import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { CHECKED } from "./check-examples.ts";
import { pageFences } from "./page-fences.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const programs = (await pageFences(root)).filter(({ language }) => CHECKED.has(language));
/** One with a prelude is a fragment, which is type-checked alone. */
const complete = programs.filter(({ prelude, notRun }) => prelude === "" && notRun === "");

const HERBARIUM = "aafc-herbarium-raw.jsonl.gz";
const records = [1, 2, 3].map((number) => `${JSON.stringify({ id: `r${number}`, title: `Record ${number}`, text: "Azolla filiculoides" })}\n`).join("");
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** An empty project with everything installed, and the input that the pages speak of. */
async function emptyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-fences-"));
  folders.push(folder);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const name of ["records.jsonl", "specimens.jsonl"]) await writeFile(join(folder, name), records);
  await symlink(join(root, "docs/examples/data", HERBARIUM), join(folder, HERBARIUM));
  return folder;
}

test("there are programs to run", () => {
  expect(complete.length).toBeGreaterThan(10);
});

test.for(complete.map((fence) => [`${fence.page}:${fence.line}`, fence] as const))("%s runs", { timeout: 60_000 }, async ([, { text, language }]) => {
  const folder = await emptyProject();
  const file = join(folder, `fence.${["ts", "tsx", "typescript"].includes(language) ? "mts" : "mjs"}`);
  await writeFile(file, text);
  await run(process.execPath, ["--unhandled-rejections=strict", file], { cwd: folder, timeout: 50_000 });
});
