import { execFileSync } from "node:child_process";
import { readdir, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ScanProject } from "../scan/codemod.js";
import { GitProject } from "../testing/git-project.js";
import { scanText } from "../testing/scan-text.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { type History, type HistoryRequest, readHistory } from "./read-history.js";

const env = process.env;

function historyOf(root: string, request: HistoryRequest & { signal?: AbortSignal; scanProject?: ScanProject; paths?: string[] } = {}): Promise<History> {
  const { paths, ...rest } = request;
  return readHistory({ query: { root, ...(paths === undefined ? {} : { paths }) }, rule: {}, scanProject: scanText, env, ...rest });
}

async function temporaryFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => /^sluice-adoption-(?!test-)/.test(name));
}

/** Three months in which legacy calls become streams. */
async function migratingProject(): Promise<GitProject> {
  const project = await GitProject.create();
  await project.commit("2026-01-01", { "src/a.ts": "p.runAsyncLegacy()\np.runAsyncLegacy()", "README.md": "p.iterResults()" });
  await project.commit("2026-02-01", { "src/a.ts": "p.iterResults()\np.runAsyncLegacy()" });
  await project.commit("2026-03-01", { "src/a.ts": null, "src/b/a.ts": "p.iterResults()\np.streamEvents()", "src/b.test.ts": "p.runAsyncLegacy()" });
  return project;
}

test("the share is told at each commit, oldest first", async () => {
  const { root } = await migratingProject();
  const { points, notes } = await historyOf(root);
  expect(points.map(({ time, share, streaming, legacy }) => [new Date(time).toISOString().slice(0, 10), share, streaming, legacy])).toEqual([
    ["2026-01-01", 0, 0, 2],
    ["2026-02-01", 0.5, 1, 1],
    ["2026-03-01", 1, 2, 0],
  ]);
  expect(notes).toEqual([]);
});

test("the work tree, the index and the refs stay as they are, and the temporary folder is removed", async () => {
  const project = await migratingProject();
  await project.write({ "src/dirty.ts": "p.runAsyncLegacy()" });
  const state = async (): Promise<string[]> => [await project.git("status", "--porcelain"), await project.git("for-each-ref"), execFileSync("sha1sum", [join(project.root, ".git/index")]).toString()];
  const before = [await state(), await temporaryFolders()];
  await historyOf(project.root);
  expect([await state(), await temporaryFolders()]).toEqual(before);
});

test("the temporary folder is removed when the scan fails or is aborted", async () => {
  const { root } = await migratingProject();
  const before = await temporaryFolders();
  const broken: ScanProject = () => Promise.reject(new Error("no compiler"));
  await expect(historyOf(root, { scanProject: broken })).rejects.toThrow("no compiler");
  const controller = new AbortController();
  const aborting: ScanProject = (query) => {
    controller.abort(new Error("enough"));
    return scanText(query);
  };
  await expect(historyOf(root, { scanProject: aborting, signal: controller.signal })).rejects.toThrow("enough");
  expect(await temporaryFolders()).toEqual(before);
});

test("commits are scanned by syntax, with the contract that their manifests ask for", async () => {
  const project = await GitProject.create();
  const manifest = (range: string): string => JSON.stringify({ dependencies: { "@sluice/pipeline": range } });
  await project.commit("2026-01-01", { "package.json": manifest("^0.9.0") });
  await project.commit("2026-02-01", { "package.json": manifest("^1.0.0") });
  const asked: unknown[] = [];
  await historyOf(project.root, {
    scanProject: (query) => {
      asked.push([query.from, query.syntactic, query.root.startsWith(project.root)]);
      return scanText(query);
    },
  });
  expect(asked).toEqual([["0.x", true, false], ["1.x", true, false]]);
});

test("a shallow clone gives what it has and says so", async () => {
  const { root } = await migratingProject();
  const clone = join(await temporaryDirectory(), "clone");
  execFileSync("git", ["clone", "-q", "--depth", "1", `file://${root}`, clone]);
  const { points, notes } = await historyOf(clone);
  expect(points).toHaveLength(1);
  expect(notes).toEqual(["The clone is shallow: its history begins on 2026-03-01 (git fetch --unshallow gets the rest)"]);
});

test("a subdirectory of a repository has the history of its own files", async () => {
  const { root } = await migratingProject();
  const { points } = await historyOf(join(root, "src/b"));
  expect(points.map(({ streaming }) => streaming)).toEqual([0, 0, 2]);
});

test("paths are looked up in each commit, and may be missing there", async () => {
  const { root } = await migratingProject();
  const { points } = await historyOf(root, { paths: ["src/b"] });
  expect(points.map(({ streaming, legacy }) => [streaming, legacy])).toEqual([[0, 0], [0, 0], [2, 0]]);
});

test("links of a commit are not followed", async () => {
  const project = await GitProject.create();
  const outside = await temporaryDirectory();
  await symlink(outside, join(project.root, "link"));
  await project.commit("2026-01-01", { "a.ts": "p.ingest()" });
  expect((await historyOf(project.root)).points).toMatchObject([{ streaming: 1 }]);
});

test("without a repository or a commit there is an error that says so", async () => {
  await expect(historyOf(await temporaryDirectory())).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  await expect(historyOf((await GitProject.create()).root)).rejects.toThrow("Cannot read the history: git log said");
});

test("without git there is an error that says so", async () => {
  const { root } = await migratingProject();
  const query = { root };
  await expect(readHistory({ query, rule: {}, scanProject: scanText, env: { PATH: "/nowhere" } })).rejects.toMatchObject({ code: "DEPENDENCY_MISSING" });
});

test.each([{ samples: 1 }, { samples: 2.5 }, { days: 0 }, { days: Number.NaN }])("options out of range are refused: %j", async (request) => {
  await expect(historyOf(".", request)).rejects.toThrow(RangeError);
});
