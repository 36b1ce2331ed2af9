import { join } from "node:path";
import { expect, test } from "vitest";
import { scanProject } from "./scan-project.js";
import { GIT_ENV, gitRepository } from "./testing/git-repository.js";
import { LEGACY_PROJECT, loopModule } from "./testing/legacy-project.js";
import { renameCalls } from "./testing/rename-calls.js";

test("scanProject() gives every site, also those that need no change, and what was skipped", async () => {
  const root = await gitRepository({ "a.ts": "fetchEach();\nfetchAll();\n", "b.ts": Buffer.from("fetchAll(); // \u00e9", "latin1"), "c.ts": "c();" });
  const { findings, skipped, counts, ...scan } = await scanProject({ root, env: GIT_ENV, migration: renameCalls });
  expect(findings.map(({ site, outcome }) => [site.path, site.line, site.kind, outcome.action])).toEqual([
    [join(root, "a.ts"), 1, "streaming", "keep"],
    [join(root, "a.ts"), 2, "legacy", "rewrite"],
  ]);
  expect(skipped).toMatchObject([{ path: join(root, "b.ts"), reason: "ENCODING" }]);
  expect(counts).toMatchObject({ files: 3, withWords: 1 });
  expect(scan.root).toBe(root);
});

test("scanProject() finds calls by the types installed", async () => {
  const root = await gitRepository({ ...LEGACY_PROJECT, "src/a.ts": loopModule(), "src/other.ts": "declare const p: { runAsync(): void };\np.runAsync();\n" });
  const { findings } = await scanProject({ root, env: GIT_ENV });
  expect(findings.map(({ site }) => [site.path, site.method, site.kind])).toEqual([[join(root, "src/a.ts"), "runAsync", "legacy"]]);
});

test("scanProject() looks at the whole project though only some files are asked about: a subclass elsewhere may decide", async () => {
  const analysed: string[][] = [];
  const watched = { ...renameCalls, load: async () => ({ ...(await renameCalls.load()), analyse: watch }) };
  const loaded = await renameCalls.load();
  function watch(...args: Parameters<typeof loaded.analyse>): ReturnType<typeof loaded.analyse> {
    analysed.push(args[0].files.map(({ path }) => path));
    return loaded.analyse(...args);
  }
  const root = await gitRepository({ "a/x.ts": "fetchAll();", "b/x.ts": "fetchAll();" });
  const { findings } = await scanProject({ root, env: GIT_ENV, migration: watched, paths: ["a"] });
  expect(analysed).toEqual([[join(root, "a/x.ts"), join(root, "b/x.ts")]]);
  expect(findings.map(({ site }) => site.path)).toEqual([join(root, "a/x.ts")]);
});

test("scanProject() stops when its signal does", async () => {
  const root = await gitRepository({ "a.ts": "fetchAll();" });
  const reason = new Error("enough");
  await expect(scanProject({ root, env: GIT_ENV, migration: renameCalls, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
