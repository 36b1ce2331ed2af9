#!/usr/bin/env node
"use strict";
const { openContext } = require("../lib/context");
const { importAll } = require("../lib/import-all");

/** @param {readonly string[]} args */
async function main([directory = "."]) {
  const context = openContext(directory);
  for (const source of context.sources) {
    const [first] = await context.pipeline.runAsync(source, { limit: 1 });
    console.log(source, "begins with", first ? first.docId : "nothing");
  }
  const imported = await importAll(context);
  console.log(imported, "documents");
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
