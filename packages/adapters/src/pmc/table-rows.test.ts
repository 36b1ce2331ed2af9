import { expect, test } from "vitest";
import { readJats } from "./read-jats.js";
import { tableRows } from "./table-rows.js";

const rowsOf = (...rows: readonly string[]): string[][] => tableRows(readJats(`<table>${rows.map((row) => `<tr>${row}</tr>`).join("")}</table>`), { left: 10_000 });

test("cells keep their columns below cells that span rows and columns", () => {
  expect(rowsOf('<th rowspan="2">Strain</th><th colspan="2">Time</th>', "<th>mean</th><th>SD</th>", "<td>a</td><td>1</td><td>2</td>")).toEqual([
    ["Strain", "Time", ""],
    ["", "mean", "SD"],
    ["a", "1", "2"],
  ]);
});

test("a cell that spans the rest of a row, or rows that are not there, does no harm", () => {
  expect(rowsOf('<td>a</td><td>b</td><td rowspan="9">c</td>', "<td>d</td>", "")).toEqual([["a", "b", "c"], ["d", "", ""], ["", "", ""]]);
  expect(rowsOf('<td colspan="0">a</td><td colspan="x">b</td><td rowspan="-1">c</td>', "<td>d</td>")).toEqual([["a", "b", "c"], ["d"]]);
});

test("D20: spans of millions of places are not filled", () => {
  const rows = rowsOf(...Array.from({ length: 2_000 }, () => '<td colspan="999999999" rowspan="999999999">a</td>'));
  expect(rows.flat().length).toBeLessThan(12_000);
  expect(rows.flat().filter((text) => text === "a")).toHaveLength(2_000);
});

test("D20: the budget for spans is that of all tables together", () => {
  const budget = { left: 5 };
  const table = readJats('<table><tr><td colspan="4">a</td></tr></table>');
  expect([tableRows(table, budget), tableRows(table, budget)]).toEqual([[["a", "", "", ""]], [["a"]]]);
});
