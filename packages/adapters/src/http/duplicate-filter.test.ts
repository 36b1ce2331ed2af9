import { expect, test } from "vitest";
import { DuplicateFilter } from "./duplicate-filter.js";

test("D28: the first of equal ids wins, and content decides whether the others conflict", () => {
  const filter = new DuplicateFilter();
  const dropped = [["a", 1], ["b", 2], ["a", 1], ["b", 3]].map(([id, value]) => filter.drops(String(id), Number(value)));
  expect(dropped).toEqual([false, false, true, true]);
  expect(filter.endPage()).toEqual({ dropped: 2, conflicts: 1 });
  expect(filter.endPage()).toEqual({ dropped: 0, conflicts: 0 });
});

test("items without an id are kept", () => {
  const filter = new DuplicateFilter();
  expect([filter.drops(null, 1), filter.drops(null, 1)]).toEqual([false, false]);
});

test("a duplicate 100,000 ids later is still known, and memory stays bounded", () => {
  const filter = new DuplicateFilter();
  global.gc?.();
  for (let n = 0; n < 100_000; n += 1) filter.drops(`id-${n}`, n);
  expect(filter.drops("id-0", 0)).toBe(true);
  const before = process.memoryUsage().heapUsed;
  for (let n = 100_000; n < 500_000; n += 1) {
    filter.drops(`id-${n}`, n);
    if (n % 1_000 === 0) filter.endPage();
  }
  expect(filter.drops("id-450000", 450_000)).toBe(true);
  expect(filter.drops("id-1", 1)).toBe(false);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(80 * 1024 * 1024); // rubbish included
});

test("the ids of the last page survive a restart", () => {
  const first = new DuplicateFilter();
  first.drops("a", 1);
  first.endPage();
  first.drops("b", 2);
  first.endPage();
  const second = new DuplicateFilter(first.remembered);
  expect([second.drops("b", 7), second.drops("a", 1)]).toEqual([true, false]);
  expect(second.endPage()).toEqual({ dropped: 1, conflicts: 0 });
});

test("what is remembered is at most 500 ids", () => {
  const filter = new DuplicateFilter();
  for (let n = 0; n < 5_000; n += 1) filter.drops(`id-${n}`, n);
  filter.endPage();
  expect(filter.remembered).toHaveLength(Math.ceil((500 * 8 * 4) / 3));
});
