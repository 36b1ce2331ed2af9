"use strict";
const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");
const { test } = require("node:test");
const { openContext } = require("../lib/context");
const { importAll } = require("../lib/import-all");
const { printTitles } = require("../lib/print-titles");
const { tagIndex } = require("../lib/tag-index");

const fixtures = join(__dirname, "fixtures");

/** @returns {import("../lib/context").Context & { lines: string[] }} */
function contextWithLog() {
  /** @type {string[]} */
  const lines = [];
  return { ...openContext(fixtures, (line) => lines.push(line)), lines };
}

test("the import reports a torn source and counts the others", async () => {
  const context = contextWithLog();
  assert.equal(await importAll(context), 3);
  assert.deepEqual(context.lines, ["good: 3", "torn: failed, SyntaxError"]);
});

test("tags lead to documents", async () => {
  const index = await tagIndex(contextWithLog(), "good");
  assert.deepEqual([...index], [["tree", ["g1", "g2"]], ["old", ["g2"]]]);
  await assert.rejects(tagIndex(contextWithLog(), "torn"), SyntaxError);
});

test("titles are printed only if all can be read", async () => {
  const context = contextWithLog();
  assert.equal(await printTitles(context, "good"), 3);
  assert.equal(await printTitles(context, "torn"), 0);
  assert.deepEqual(context.lines, ["1. Oak", "2. Ash", "3. Fern", "no titles: SyntaxError"]);
});

test("the command prints the first of each source, then imports", () => {
  const { stdout, status } = spawnSync(process.execPath, [join(__dirname, "../bin/nightly.js"), fixtures], { encoding: "utf8" });
  assert.equal(stdout, "good begins with g1\ntorn begins with t1\ngood: 3\ntorn: failed, SyntaxError\n3 documents\n");
  assert.equal(status, 0);
});
