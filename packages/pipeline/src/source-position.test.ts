import { describe, expect, test } from "vitest";
import { SourcePosition, windowFor } from "./source-position.js";
import { modelRun } from "./testing/model-run.js";
import { seededRandom } from "./testing/seeded-random.js";

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `id-${n}`);
const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

describe.each([1, 2, 5, 16, 32])("with concurrency %i", (concurrency) => {
  test.each([0, 1, 7, 100, 1000])("a run killed again and again finishes every item once, with a mark every %i items", (markEvery) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seededRandom(seed * 1000 + concurrency);
      const ids = idsOf(1500);
      const finished: number[] = [];
      let resumedFrom = null;
      for (let ended = false; !ended; ) {
        const run = modelRun({ ids, concurrency, markEvery, resumedFrom, random, steps: random(6000) });
        finished.push(...run.finished);
        resumedFrom = run.state;
        ended = run.ended;
      }
      expect(sorted(finished)).toEqual(idsOf(1500).map((_, n) => n));
    }
  });

  test.each([0, 7])("two records with one id are never taken for each other, with a mark every %i items", (markEvery) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seededRandom(seed);
      const ids = idsOf(300).map((id, n) => (n % 3 === 0 && markEvery === 0 ? "same" : n % 7 > 4 ? `twin-${n - (n % 7)}` : id));
      const first = modelRun({ ids, concurrency, markEvery, resumedFrom: null, random, steps: random(700) });
      const second = modelRun({ ids, concurrency, markEvery, resumedFrom: first.state, random, steps: 5000 });
      expect(sorted([...first.finished, ...second.finished])).toEqual(ids.map((_, n) => n));
    }
  });

  test("B13 items that are gone when the run goes on cost no other item, where marks are set", () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = seededRandom(seed * 77 + concurrency);
      const ids = idsOf(900);
      const first = modelRun({ ids, concurrency, markEvery: 100, resumedFrom: null, random, steps: 50 + random(1800) });
      const deleted = new Set(Array.from({ length: 200 }, () => `id-${random(900)}`).filter((id) => id !== first.state.cursor));
      const left = ids.filter((id) => !deleted.has(id));
      const second = modelRun({ ids: left, concurrency, markEvery: 100, resumedFrom: first.state, random, steps: 5000 });
      const done = [...first.finished.map((n) => ids[n]), ...second.finished.map((n) => left[n])].filter((id) => !deleted.has(id ?? ""));
      expect(done.sort()).toEqual([...left].sort());
    }
  });
});

test("B13 items that are new when the run goes on cost no other item, where marks are set", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seededRandom(seed);
    const ids = idsOf(600);
    const first = modelRun({ ids, concurrency: 8, markEvery: 50, resumedFrom: null, random, steps: random(1200) });
    const grown = ids.flatMap((id, n) => (random(5) === 0 ? [`new-${n}`, id] : [id]));
    const second = modelRun({ ids: grown, concurrency: 8, markEvery: 0, resumedFrom: first.state, random, steps: 5000 });
    const done = [...first.finished.map((n) => ids[n]), ...second.finished.map((n) => grown[n])].filter((id) => id?.startsWith("id-"));
    expect(done.sort()).toEqual([...ids].sort());
  }
});

test("B11 after 1,000,000 items in pages of 1,000, a checkpoint is never larger than 64 KiB, and made in less than 20 ms", () => {
  const random = seededRandom(11);
  const position = new SourcePosition(windowFor(16), null, null);
  const flying: number[] = [];
  let largest = 0;
  let counted = 0;
  const tookMs: number[] = [];
  for (let n = 0; n < 1_000_000; n += 1) {
    while (flying.length >= 16 || !position.hasRoom()) position.end(...(flying.splice(random(flying.length > 1 && random(50) > 0 ? flying.length - 1 : 1), 1) as [number]));
    if (n % 1000 === 0) position.mark(`page-${n / 1000}`);
    flying.push(position.begin(`NCT${String(n).padStart(8, "0")}`));
    if (n % 997 !== 0) continue;
    const startedAt = performance.now();
    const state = position.state();
    tookMs.push(performance.now() - startedAt);
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(state)));
    if ("count" in state.finished && n > 0) counted += 1;
  }
  expect(largest).toBeLessThan(64 * 1024);
  expect(counted).toBe(0);
  expect(tookMs.sort((a, b) => a - b)[Math.floor(tookMs.length * 0.99)]).toBeLessThan(20);
});

test.each([["long", "x".repeat(400)], ["of as many bytes as are kept", "漢".repeat(36)], ["of as many escapes as are kept", "\u0001".repeat(36)]])(
  "B11 ids that are %s do not make a checkpoint larger than 64 KiB",
  (_, text) => {
    const position = new SourcePosition(1024, null, null);
    position.mark(0);
    const stuck = position.begin("stuck");
    for (let n = 0; n < 1000; n += 1) position.end(position.begin(`${String(n).padStart(4, "0")}${text}`));
    expect(stuck).toBe(0);
    expect(Buffer.byteLength(JSON.stringify(position.state()))).toBeLessThan(64 * 1024);
  },
);

test("a stuck item stops fetching at the window, and everything behind it is named", () => {
  const position = new SourcePosition(windowFor(4), null, null);
  position.mark("start");
  position.begin("stuck");
  let begun = 0;
  while (position.hasRoom()) position.end(position.begin(`id-${begun++}`));
  expect(begun).toBe(255);
  expect(position.state()).toEqual({ cursor: "start", lowWaterMark: 0, finished: { keys: idsOf(255) } });
});

test("a source that sets no mark for long names its items again behind its next one", () => {
  const position = new SourcePosition(64, null, null);
  position.mark("a");
  for (let n = 0; n < 5000; n += 1) position.end(position.begin(`id-${n}`));
  expect(position.state()).toMatchObject({ cursor: "a", finished: { count: 5000, ahead: [] } });
  const stuck = position.begin("stuck");
  position.mark("b");
  position.end(position.begin("next"));
  expect(position.state()).toMatchObject({ cursor: "a", finished: { count: 5000, ahead: [5001] } });
  position.end(stuck);
  expect(position.state()).toEqual({ cursor: "b", lowWaterMark: 5001, finished: { keys: ["next"] } });
});

test("a cursor is kept as it was when the mark was set", () => {
  const position = new SourcePosition(64, null, null);
  const cursor = { page: 1 };
  position.mark(cursor);
  position.begin("a");
  cursor.page = 2;
  expect(position.state().cursor).toEqual({ page: 1 });
});

test("a mark that is not JSON is refused, and the one before it stays", () => {
  const position = new SourcePosition(64, null, null);
  position.mark("a");
  expect(() => position.mark(NaN)).toThrow(TypeError);
  position.end(position.begin("x"));
  expect(position.state()).toEqual({ cursor: "a", lowWaterMark: 0, finished: { keys: ["x"] } });
});

test.each([[1, 64], [2, 128], [16, 1024], [100, 1024], [600, 2048], [10_000, 32_768]])("the window of %i slots is %i", (concurrency, window) => {
  expect(windowFor(concurrency)).toBe(window);
});
