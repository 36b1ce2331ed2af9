// corpus: a JSDoc typedef of a context with a pipeline in it
// expect: rewrite list

/**
 * @typedef {object} Context
 * @property {import("@sluice/pipeline").IngestionPipeline} pipeline
 * @property {(...values: unknown[]) => void} log
 */

/** @param {Context} context */
async function report(context) {
  const documents = await context.pipeline.runAsync("papers");
  context.log(documents.map(({ title }) => title).join("; "));
}

/** @param {import("../../harness/env.js").Env} env */
export const run = async (env) => await report(env);
