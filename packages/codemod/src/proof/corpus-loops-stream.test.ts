import { beforeAll, describe, expect, test, vi } from "vitest";
import { migrateCorpus, type MigratedFile } from "./testing/migrate-corpus.js";
import type { Observation, Observations } from "./testing/observe-cases.js";
import type { CorpusFile } from "./testing/read-cases.js";
import { cases, filesAfter, filesOf, observeOn, typeErrorsOn } from "./testing/proof.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // compilers and child processes, on whatever else the machine does

/**
 * What `loops: "stream"` may change, and nothing else: the body runs for the documents before one that fails, it runs while
 * later ones are fetched, and leaving the loop ends the run.
 */
let before: ReadonlyMap<string, Observations>;
let streamed: ReadonlyMap<string, MigratedFile>;
let after: ReadonlyMap<string, Observations>;
let changed: readonly string[];

const isClean = ({ findings }: MigratedFile): boolean => findings.every(({ outcome }) => outcome.action !== "leftover");

beforeAll(async () => {
  const files = filesOf("0.x");
  const equivalent = await migrateCorpus(files, { installed: "0.x" });
  streamed = await migrateCorpus(files, { installed: "0.x", loops: "stream" });
  changed = [...streamed.values()].filter(({ path, after: bytes }) => !bytes.equals(equivalent.get(path)!.after)).map(({ path }) => path);
  const isShown = ({ path, header }: CorpusFile): boolean => header === null || changed.includes(path);
  [before, after] = await Promise.all([
    observeOn("0.x", files.filter(isShown)),
    observeOn("1.x", filesAfter(streamed, isClean).filter(isShown)),
  ]);
});

test("every loop and yield* streams, and lists stay lists", () => {
  const targets = [...streamed.values()].flatMap(({ labels }) => labels).filter((label) => label.startsWith("rewrite "));
  expect([...new Set(targets)].sort()).toEqual(["rewrite collect", "rewrite drain", "rewrite list", "rewrite loop", "rewrite yield"]);
  expect(changed.length).toBeGreaterThan(40);
});

test("what is streamed type-checks on 1.x", async () => {
  expect(await typeErrorsOn("1.x", filesAfter(streamed, isClean))).toEqual([]);
});

describe("a streamed case", () => {
  test.each(cases)("$path", ({ path, header }) => {
    if (!changed.includes(path) || !isClean(streamed.get(path)!) || header.watches) return;
    const pairs = Object.entries(after.get(path) ?? {}).map(([scenario, now]) => ({ scenario, now, old: observedBefore(path, scenario) }));
    const leavesEarly = pairs.some(({ old, now }) => ingestedLess(old, now));
    for (const { scenario, old, now } of pairs) {
      if (isTroubled(scenario)) expect([scenario, ...ingestedOf(old, now)]).toEqual([scenario, ...ingestedSoFar(old, now)]);
      else if (!leavesEarly) expect([scenario, now]).toEqual([scenario, old]);
      else expect([scenario, now.value, now.error, now.log, now.files]).toEqual([scenario, old.value, old.error, old.log, old.files]);
      if (!leavesEarly) expect([scenario, now.error]).toEqual([scenario, old.error]);
    }
  });
});

function observedBefore(path: string, scenario: string): Observation {
  const observation = before.get(path)?.[scenario];
  if (observation === undefined) throw new TypeError(`Cannot compare ${path}: expected it to have been run before under "${scenario}"`);
  return observation;
}

/** Whether a document fails, or the body may throw on one. */
function isTroubled(scenario: string): boolean {
  return /fails|odd/.test(scenario);
}

function ingestedLess(old: Observation, now: Observation): boolean {
  return Object.entries(old.sources).some(([name, { ingested }]) => (now.sources[name]?.ingested.length ?? 0) < ingested.length);
}

/** What was ingested from each source that the old code came to, and what nobody handled. */
function ingestedOf(old: Observation, { sources, unhandled }: Observation): unknown[] {
  return [unhandled, ...openedIn(old).map((name) => sources[name]?.ingested)];
}

/** The same of the old code, as far as the new one went. */
function ingestedSoFar(old: Observation, { sources }: Observation): unknown[] {
  return [old.unhandled, ...openedIn(old).map((name) => old.sources[name]?.ingested.slice(0, sources[name]?.ingested.length))];
}

/** A source that only the body reads may not have been opened before a failure. */
function openedIn({ sources }: Observation): string[] {
  return Object.keys(sources).filter((name) => (sources[name]?.opened ?? 0) > 0);
}
