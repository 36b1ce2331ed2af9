// corpus: JavaScript with a JSDoc type on the parameter
// expect: rewrite list
// @ts-check

/** @param {import("../../harness/env.js").Env} env */
export async function run({ pipeline }) {
  return (await pipeline.runAsync("trials")).length;
}
