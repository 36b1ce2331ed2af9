// corpus: a JSDoc cast
// expect: rewrite list

const registry = new Map();

/** @param {import("../../harness/env.js").Env} env */
export async function run(env) {
  registry.set("pipeline", env.pipeline);
  const pipeline = /** @type {import("@sluice/pipeline").IngestionPipeline} */ (registry.get("pipeline"));
  return (await pipeline.runAsync("notes")).length;
}
