import { expect, test } from "vitest";
import { importCycles } from "./import-cycles.ts";

test("importCycles() finds a cycle once, whichever node comes first", () => {
  const graph = new Map([
    ["index", ["a", "b"]],
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["a"]],
  ]);
  expect(importCycles(graph)).toEqual([["a", "b", "c", "a"]]);
});

test("importCycles() finds a file that imports itself", () => {
  expect(importCycles(new Map([["a", ["a"]]]))).toEqual([["a", "a"]]);
});

test("importCycles() takes two ways to the same node for no cycle", () => {
  const graph = new Map([
    ["top", ["left", "right"]],
    ["left", ["bottom"]],
    ["right", ["bottom"]],
  ]);
  expect(importCycles(graph)).toEqual([]);
});
