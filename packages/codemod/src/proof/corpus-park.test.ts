import { beforeAll, describe, expect, test, vi } from "vitest";
import { migrateCorpus, type MigratedFile } from "./testing/migrate-corpus.js";
import type { Observations } from "./testing/observe-cases.js";
import { cases, filesAfter, filesOf, observeOn, typeErrorsOn } from "./testing/proof.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // compilers and child processes, on whatever else the machine does

/** Files with something left over, of which `--park` leaves nothing but calls of `runAsyncLegacy`: they go on as before. */
let parked: ReadonlyMap<string, MigratedFile>;
let before: ReadonlyMap<string, Observations>;
let after: ReadonlyMap<string, Observations>;

const candidates = cases.filter(({ header }) => header.contract === "0.x" && header.expected.some((label) => label.startsWith("leftover ")));

/** Whether every leftover of a file can be parked. */
const isParked = ({ findings }: MigratedFile): boolean => {
  const leftovers = findings.filter(({ outcome }) => outcome.action === "leftover");
  return leftovers.length > 0 && leftovers.every(({ outcome }) => outcome.action === "leftover" && outcome.park !== undefined);
};

beforeAll(async () => {
  parked = await migrateCorpus(filesOf("0.x"), { installed: "0.x", park: true });
  const done = filesAfter(parked, isParked);
  const paths = new Set(done.map(({ path }) => path));
  [before, after] = await Promise.all([observeOn("0.x", filesOf("0.x").filter(({ path }) => paths.has(path))), observeOn("1.x", done)]);
});

test("at least 15 files can be parked as a whole", () => {
  expect(after.size).toBeGreaterThanOrEqual(15);
});

describe("a file that is parked does what it did before", () => {
  test.each(candidates)("$path", ({ path }) => {
    expect(after.get(path)).toEqual(before.get(path));
  });
});

test("parked files type-check on 1.x", async () => {
  expect(await typeErrorsOn("1.x", filesAfter(parked, isParked))).toEqual([]);
});

test("I6 a second run with --park changes nothing", async () => {
  const files = filesAfter(parked, () => true);
  const again = await migrateCorpus(files, { installed: "1.x", park: true });
  expect(files.filter(({ path, bytes }) => again.get(path)?.after.equals(bytes) === false).map(({ path }) => path)).toEqual([]);
});
