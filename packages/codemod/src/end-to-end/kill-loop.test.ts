import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { git, gitRepository } from "../testing/git-repository.js";
import { LEGACY_PROJECT, loopModule } from "../testing/legacy-project.js";
import { runBinary, startBinary } from "../testing/run-binary.js";

const FILES = 60;
const KILLS = 12;
const OLD = loopModule("// padding\n".repeat(20_000));

async function sourcesOf(root: string): Promise<string[]> {
  return Promise.all(Array.from({ length: FILES }, (_, n) => readFile(join(root, `src/${n}.ts`), "utf8")));
}

async function strays(root: string): Promise<string[]> {
  return (await readdir(join(root, "src"))).filter((name) => !name.endsWith(".ts"));
}

test("I1 a run that is killed leaves each file old or new, and the next one no stray files", async () => {
  const sources = Object.fromEntries(Array.from({ length: FILES }, (_, n) => [`src/${n}.ts`, OLD]));
  const root = await gitRepository({ ...LEGACY_PROJECT, ...sources });
  const whole = await runBinary(["--write"], { cwd: root });
  expect(whole).toMatchObject({ code: 0, stderr: "" });
  const written = await sourcesOf(root);
  const fresh = written[0] ?? "";
  expect(fresh).not.toBe(OLD);
  expect(new Set(written)).toEqual(new Set([fresh]));
  let torn = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    git(root, "checkout", "--", ".");
    const { child, ended } = startBinary(["--write"], { cwd: root });
    await firstWrite(root, fresh);
    await setTimeout(kill * 4);
    child.kill("SIGKILL");
    await ended;
    const after = await sourcesOf(root);
    expect(after.filter((text) => text !== OLD && text !== fresh)).toEqual([]);
    if (after.includes(OLD)) torn += 1;
  }
  expect(torn).toBeGreaterThan(0); // otherwise every kill came too late to prove anything
  await runBinary(["--write", "--allow-dirty"], { cwd: root });
  expect(await strays(root)).toEqual([]);
  expect(new Set(await sourcesOf(root))).toEqual(new Set([fresh]));
}, 120_000);

/** Resolves once the first file has been replaced, or is about to be. */
async function firstWrite(root: string, fresh: string): Promise<void> {
  for (let tries = 0; tries < 5000; tries += 1) {
    if ((await strays(root)).length > 0 || (await readFile(join(root, "src/0.ts"), "utf8")) === fresh) return;
    await setTimeout(2);
  }
  throw new Error("nothing was written");
}
