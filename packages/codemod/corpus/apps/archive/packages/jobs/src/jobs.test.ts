import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openArchive } from "@archive/sources";
import { exportFiles } from "./export-files.js";
import { Loader } from "./loader.js";
import { warmUp } from "./warm-up.js";

const ferns = [{ barcode: "F1", name: "Polypodium", year: 1901 }, { barcode: "F2", name: "Asplenium" }];
const mosses = [{ barcode: "M1", name: "Sphagnum" }, { barcode: "M2" }];
const archive = openArchive({ ferns, mosses });

test("files are written, one per specimen", async () => {
  const directory = await mkdtemp(join(tmpdir(), "archive-"));
  assert.equal(await exportFiles(archive.pipeline, "ferns", directory), 2);
  assert.equal(await readFile(join(directory, "F1.txt"), "utf8"), "Polypodium (1901)\n");
});

test("nothing is written of a damaged collection", async () => {
  const directory = await mkdtemp(join(tmpdir(), "archive-"));
  await assert.rejects(exportFiles(archive.pipeline, "mosses", directory), /M2/);
  assert.deepEqual(await readdir(directory), []);
});

test("a warm-up shows the damaged record", async () => {
  await warmUp(openArchive({ ferns }));
  await assert.rejects(warmUp(archive), /M2/);
});

test("a collection is loaded once, and again after a failure", async () => {
  const loader = new Loader(archive);
  assert.equal(loader.load("ferns"), loader.load("ferns"));
  assert.equal((await loader.load("ferns")).length, 2);
  const failing = loader.load("mosses");
  await assert.rejects(failing, /M2/);
  assert.notEqual(loader.load("mosses"), failing);
  await assert.rejects(loader.load("nowhere"), TypeError);
});

test("find() wants the whole collection to be readable", async () => {
  const loader = new Loader(archive);
  assert.equal((await loader.find("ferns", ({ title }) => title === "Polypodium"))?.docId, "F1");
  await assert.rejects(loader.find("mosses", () => true), /M2/);
});
