import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Finding } from "../model.js";
import type { Contract } from "./testing/corpus-workspace.js";
import { migrateCorpus, type MigratedFile } from "./testing/migrate-corpus.js";
import type { Observations } from "./testing/observe-cases.js";
import type { CorpusFile } from "./testing/read-cases.js";
import { cases, corpus, filesAfter, filesOf, observeBefore, observeOn, typeErrorsOn } from "./testing/proof.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // compilers and child processes, on whatever else the machine does

/**
 * The proof: every case before on the release it was written for, and after the codemod on 1.x. A file of which something is
 * left over runs on 1.x with the old `runAsync`, so that what was rewritten in it is run too.
 */
let before: ReadonlyMap<string, Observations>;
let migrated: ReadonlyMap<string, MigratedFile>;
let after: ReadonlyMap<string, Observations>;

const written1x = new Set(cases.filter(({ header }) => header.contract === "1.x").map(({ path }) => path));

const isClean = ({ findings }: MigratedFile): boolean => findings.every(({ outcome }) => outcome.action !== "leftover");

beforeAll(async () => {
  const running = observeBefore();
  migrated = new Map([...(await migrateCorpus(filesOf("0.x"), { installed: "0.x" })), ...(await migrateCorpus(filesOf("1.x"), { installed: "1.x" }))]);
  const isWhole = (file: MigratedFile): boolean => isClean(file) || written1x.has(file.path);
  const [whole, partly] = await Promise.all([observeOn("1.x", filesAfter(migrated, isWhole)), observeOn("bridge", filesAfter(migrated, (file) => !isWhole(file)))]);
  after = new Map([...whole, ...partly]);
  before = await running;
});

test("at least 150 call sites are rewritten, and run before and after", () => {
  const sites = [...after.keys()].flatMap((path) => migrated.get(path)?.labels ?? []).filter((label) => label.startsWith("rewrite "));
  expect(sites.length).toBeGreaterThanOrEqual(150);
});

describe("what becomes of each site", () => {
  test.each(cases)("$path: $header.summary", ({ path, header }) => {
    expect(migrated.get(path)?.labels).toEqual(header.expected);
  });
});

describe("what runs after the codemod does what it did before", () => {
  test.each(cases.filter(({ header }) => header.notRun === null))("$path", ({ path }) => {
    expect(after.get(path)).toBeDefined();
    expect(after.get(path)).toEqual(before.get(path));
  });
});

test("every case type-checks before, on the release it was written for", async () => {
  expect(await typeErrorsOn("0.x", filesOf("0.x"))).toEqual([]);
  expect(await typeErrorsOn("1.x", filesOf("1.x"))).toEqual([]);
});

test("every case without leftovers type-checks after, on 1.x", async () => {
  expect(await typeErrorsOn("1.x", filesAfter(migrated, isClean))).toEqual([]);
});

test("I6 a second run changes nothing, whichever release is installed", async () => {
  const files = filesAfter(migrated, () => true);
  const isOf = (contract: Contract) => ({ header }: CorpusFile) => header === null || header.contract === contract;
  const runs = [{ contract: "0.x", installed: "0.x" }, { contract: "0.x", installed: "1.x" }, { contract: "1.x", installed: "1.x" }] as const;
  for (const { contract, installed } of runs) {
    const second = await migrateCorpus(files.filter(isOf(contract)), { installed });
    const changed = files.filter(({ path, bytes }) => second.get(path)?.after.equals(bytes) === false);
    expect(changed.map(({ path }) => path)).toEqual([]);
  }
});

test("files in which nothing is rewritten keep every byte", () => {
  for (const { path, bytes } of corpus) {
    const result = migrated.get(path);
    if (result?.findings.some(({ outcome }) => outcome.action === "rewrite") === true) continue;
    expect(result?.after.equals(bytes), path).toBe(true);
  }
});

describe("with less to go by, a site is rewritten in the same way or not at all", () => {
  test.each([
    { title: "1.x installed, and the contract given", atLeast: 1, installed: "1.x", from: "0.x" },
    { title: "1.x installed, and nothing said", atLeast: 0.7, installed: "1.x" },
    { title: "nothing installed, by syntax alone", atLeast: 0.5, installed: "none", syntactic: true },
  ] as const)("$title", async ({ title: _, atLeast, ...options }) => {
    const found = [...(await migrateCorpus(filesOf("0.x"), options)).values()];
    expect(found.flatMap(({ path, findings }) => findings.filter((finding) => isNew(finding, migrated.get(path))))).toEqual([]);
    const proved = found.map(({ path }) => migrated.get(path)!);
    expect(rewritesIn(found) / rewritesIn(proved)).toBeGreaterThanOrEqual(atLeast);
  });
});

function rewritesIn(files: readonly MigratedFile[]): number {
  return files.flatMap(({ labels }) => labels).filter((label) => label.startsWith("rewrite ")).length;
}

/** Whether a rewrite is not among those of the file that were proved. */
function isNew({ site, outcome }: Finding, proved: MigratedFile | undefined): boolean {
  if (outcome.action !== "rewrite") return false;
  const same = proved?.findings.find((one) => one.site.start === site.start);
  return same?.outcome.action !== "rewrite" || JSON.stringify(same.outcome.edits) !== JSON.stringify(outcome.edits);
}
