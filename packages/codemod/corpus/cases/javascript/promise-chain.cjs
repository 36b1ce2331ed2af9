// corpus: CommonJS with then and catch, without async functions
// expect: rewrite list
const { IngestionPipeline } = require("@sluice/pipeline");

module.exports.run = function ({ adapters, log }) {
  var pipeline = new IngestionPipeline({ adapters: adapters });
  return pipeline.runAsync("trials").then(function (documents) {
    log(documents.length);
  }).catch(function (error) {
    log("failed", error);
  });
};
