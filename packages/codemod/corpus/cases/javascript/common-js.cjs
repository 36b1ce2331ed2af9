// corpus: CommonJS with a destructured require
// expect: rewrite list
"use strict";
const { IngestionPipeline } = require("@sluice/pipeline");

exports.run = async function run({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("trials");
  return documents.map((document) => document.docId);
};
