import { expect, test } from "vitest";
import { idNumbers } from "./id-numbers.js";
import { IdTable } from "./id-table.js";
import { packIds, unpackIds } from "./pack-ids.js";

const ids = Array.from({ length: 200_000 }, (_, n) => (n % 2 === 0 ? `NCT${String(n).padStart(8, "0")}` : `https://openalex.org/W${n}`));

test("every id is found again with its number, and no other is", () => {
  const table = new IdTable();
  for (const [n, id] of ids.entries()) if (n < 100_000) table.add(idNumbers(id), n);
  expect(table.size).toBe(100_000);
  expect(ids.every((id, n) => table.get(idNumbers(id)) === (n < 100_000 ? n : undefined))).toBe(true);
});

test("200,000 ids have 200,000 pairs of numbers, and each half alone hardly ever repeats", () => {
  const numbers = ids.map(idNumbers);
  expect(new Set(numbers.map(({ low, high }) => `${low} ${high}`)).size).toBe(ids.length);
  for (const half of ["low", "high"] as const) expect(new Set(numbers.map((pair) => pair[half])).size).toBeGreaterThan(ids.length - 30); // five are to be expected
});

test("an id that is all zeros, an empty one and swapped characters are ids like others", () => {
  const table = new IdTable();
  for (const [n, id] of ["", "\0", "\0\0", "ab", "ba"].entries()) table.add(idNumbers(id), n);
  expect(["", "\0", "\0\0", "ab", "ba", "abc"].map((id) => table.get(idNumbers(id)))).toEqual([0, 1, 2, 3, 4, undefined]);
});

test("ids are packed and unpacked", () => {
  const numbers = ids.slice(0, 500).map(idNumbers);
  expect(unpackIds(packIds(numbers))).toEqual(numbers);
  expect(packIds(numbers)).toHaveLength(Math.ceil((500 * 8 * 4) / 3));
  expect(unpackIds("")).toEqual([]);
});
