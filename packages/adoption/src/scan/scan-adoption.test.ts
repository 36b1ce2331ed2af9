import { expect, test } from "vitest";
import { GitProject } from "../testing/git-project.js";
import { scanText } from "../testing/scan-text.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { adoptionReportSchema } from "./adoption-report.js";
import { loadScanProject } from "./codemod.js";
import { scanAdoption } from "./scan-adoption.js";

async function sampleProject(): Promise<GitProject> {
  const project = await GitProject.create();
  await project.commit("2026-01-01", {
    "package.json": '{"name":"root"}',
    ".github/CODEOWNERS": "* @org/all\n/packages/b/ @org/b @cat\n/packages/b/src/free.ts\n[x].ts @org/x\n",
    "packages/a/package.json": '{"name":"@org/a"}',
    "packages/a/src/package.json": '{"type":"module"}',
    "packages/a/src/one.ts": "p.iterResults()\np.iterResults()\np.runAsyncLegacy()\np.runAsync()",
    "packages/a/src/one.test.ts": "p.runAsyncLegacy()",
    "packages/b/package.json": "{ broken",
    "packages/b/src/deep/two.ts": "p.ingest()\nunknown.runAsync()",
    "packages/b/src/free.ts": "p.runAsyncLegacy()",
  });
  return project;
}

test("sites are counted per package, directory and owner, those of tests and unresolved ones apart", async () => {
  const { root } = await sampleProject();
  const report = await scanAdoption({ root, scanProject: scanText, now: 0 });
  expect(report.total).toEqual({ streaming: 3, eager: 1, legacy: 2, unresolved: 1, share: 0.6, tests: { streaming: 0, eager: 0, legacy: 1, unresolved: 0 } });
  expect(report.packages.map(({ name, share }) => [name, share])).toEqual([["@org/a", 2 / 3], ["root", 0.5]]);
  expect(report.directories.map(({ name }) => name)).toEqual(["packages/a", "packages/b"]);
  expect(report.owners?.map(({ name, streaming, legacy }) => [name, streaming, legacy])).toEqual([[null, 0, 1], ["@org/all", 2, 1], ["@cat", 1, 0], ["@org/b", 1, 0]]);
  expect(report.notes).toEqual([
    ".github/CODEOWNERS:4 is left out: [x].ts contains a character range, which CODEOWNERS does not know",
    expect.stringMatching(/^packages\/b\/package\.json names no package: /),
  ]);
  expect(adoptionReportSchema.parse(report)).toEqual(report);
});

test("eager sites lower the share only when they are counted", async () => {
  const { root } = await sampleProject();
  expect((await scanAdoption({ root, scanProject: scanText, countEager: true })).total.share).toBe(0.5);
});

test("directories are cut to the depth asked for", async () => {
  const { root } = await sampleProject();
  const namesAt = async (depth: number) => (await scanAdoption({ root, scanProject: scanText, depth })).directories.map(({ name }) => name);
  expect(await namesAt(1)).toEqual(["packages"]);
  expect(await namesAt(9)).toEqual(["packages/a/src", "packages/b/src", "packages/b/src/deep"]);
});

test("owners count for a root below the repository, too", async () => {
  const { root } = await sampleProject();
  const report = await scanAdoption({ root: `${root}/packages/b`, scanProject: scanText });
  expect(report.sites.map(({ file, owners }) => [file, owners])).toEqual([
    ["src/deep/two.ts", ["@org/b", "@cat"]],
    ["src/deep/two.ts", ["@org/b", "@cat"]],
    ["src/free.ts", []],
  ]);
});

test("a project without repository, packages and owners is counted all the same", async () => {
  const report = await scanAdoption({ root: await temporaryDirectory(), scanProject: scanText });
  expect([report.total.share, report.owners, report.packages]).toEqual([null, null, []]);
});

test("a codemod that is installed and broken is not called missing", async () => {
  const broken = Object.assign(new Error("Cannot find package 'ts-morph' imported from …/@sluice/codemod/dist/index.js"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(loadScanProject(() => Promise.reject(broken))).rejects.toBe(broken);
});

test("a root that is not there, or a depth out of range, is refused", async () => {
  await expect(scanAdoption({ root: "/nowhere/at/all", scanProject: scanText })).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  await expect(scanAdoption({ root: ".", depth: 0, scanProject: scanText })).rejects.toThrow(RangeError);
});
