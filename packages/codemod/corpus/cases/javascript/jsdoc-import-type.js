// corpus: JavaScript with an imported type in JSDoc
// expect: rewrite loop
// @ts-check

/** @import { IngestionPipeline } from "@sluice/pipeline" */

/**
 * @param {IngestionPipeline} pipeline
 * @returns {Promise<string[]>}
 */
async function ids(pipeline) {
  const found = [];
  for (const document of await pipeline.runAsync("trials")) found.push(document.docId);
  return found;
}

/** @param {import("../../harness/env.js").Env} env */
export async function run(env) {
  return await ids(env.pipeline);
}
