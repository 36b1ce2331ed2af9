// corpus: a plain function that reads arguments
// expect: leftover SHAPE_UNKNOWN
const { IngestionPipeline } = require("@sluice/pipeline");

exports.run = async function ({ adapters, log }) {
  const pipeline = new IngestionPipeline({ adapters });
  function load() {
    return pipeline.runAsync(arguments[0], { limit: arguments.length + 1 });
  }
  const documents = await load("trials", "unused");
  log(documents.length);
};
