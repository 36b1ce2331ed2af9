// corpus: import = require in a .cts file
// expect: rewrite list
import sluice = require("@sluice/pipeline");

async function run({ adapters }: { readonly adapters: never[] }): Promise<number> {
  const pipeline = new sluice.IngestionPipeline({ adapters });
  return (await pipeline.runAsync("papers")).length;
}

export = { run };
