// corpus: CommonJS with the module kept as a whole
// expect: rewrite loop
"use strict";
const sluice = require("@sluice/pipeline");

async function run({ adapters }) {
  const pipeline = new sluice.IngestionPipeline({ adapters });
  let count = 0;
  for (const _document of await pipeline.runAsync("trials")) count++;
  return count;
}

module.exports = { run };
