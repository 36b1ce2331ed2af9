import { expect, test } from "vitest";
import { idsInTitles, untestedPromises } from "./promises.ts";

test("idsInTitles() reads the ids at the beginnings of titles, however they are separated", () => {
  const source = 'test("B1 P1 P2 a run", f); test.each(x)("P5, D18: a document", f); test("no id: B7 stands inside", f); test(`A2 left`, f);';
  expect(idsInTitles(source)).toEqual(["B1", "P1", "P2", "P5", "D18", "A2"]);
});

test("untestedPromises() names the promise and the tests that are missing", () => {
  const promises = { P1: { promise: "nothing is lost", shownBy: ["P1", "B1"] }, P2: { promise: "nothing is twice", shownBy: ["P2"] } };
  expect(untestedPromises(new Set(["P1", "P2"]), promises)).toEqual([
    "P1 (nothing is lost): expected tests whose titles begin with P1, B1, received none for B1",
  ]);
});
