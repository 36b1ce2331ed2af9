import assert from "node:assert/strict";
import { test } from "node:test";
import { openArchive } from "@archive/sources";
import { byDecade } from "./by-decade.js";
import { catalogue } from "./catalogue.js";
import { summary } from "./summary.js";

const ferns = [
  { barcode: "F1", name: "Polypodium", year: 1901 },
  { barcode: "F2", name: "Asplenium", year: 1909 },
  { barcode: "F3", name: "Dryopteris" },
  { barcode: "F4", name: "Blechnum", year: 1933 },
];
const mosses = [{ barcode: "M1", name: "Sphagnum", year: 1950 }, { barcode: "M2" }, { barcode: "M3", name: "Bryum" }];

test("decades are counted, undated specimens are not", async () => {
  const { pipeline } = openArchive({ ferns });
  assert.deepEqual([...(await byDecade(pipeline, "ferns"))], [[1900, 2], [1930, 1]]);
});

test("a damaged record rejects the count by decade", async () => {
  await assert.rejects(byDecade(openArchive({ mosses }).pipeline, "mosses"), { message: "M2 has no name" });
});

test("the catalogue is sorted over all collections", async () => {
  assert.equal(await catalogue(openArchive({ ferns, empty: [] })), "1. Asplenium\n2. Blechnum\n3. Dryopteris\n4. Polypodium");
  await assert.rejects(catalogue(openArchive({ ferns, mosses })), /M2/);
});

test("the summary names a damaged collection and goes on", async () => {
  assert.deepEqual(await summary(openArchive({ mosses, ferns, empty: [] })), ["mosses: M2 has no name", "ferns: 4 specimens", "empty: 0 specimens"]);
});
