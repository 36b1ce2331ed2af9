// corpus: a plain function that is also called with new
// expect: rewrite list
const { IngestionPipeline } = require("@sluice/pipeline");

exports.run = async function ({ adapters }) {
  const pipeline = new IngestionPipeline({ adapters });
  function Load(name) {
    return pipeline.runAsync(name);
  }
  const documents = await new Load("papers");
  return documents.length;
};
