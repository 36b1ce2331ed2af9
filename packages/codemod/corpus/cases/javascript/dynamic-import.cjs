// corpus: CommonJS with a dynamic import and a then
// expect: rewrite list
exports.run = async ({ adapters }) => {
  const { IngestionPipeline } = await import("@sluice/pipeline");
  const documents = await new IngestionPipeline({ adapters }).runAsync("notes", { limit: 3 });
  return documents.length;
};
