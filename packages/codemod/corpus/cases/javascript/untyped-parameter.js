// corpus: JavaScript whose parameter has no type
// expect: leftover RECEIVER_UNKNOWN

async function load(pipeline) {
  return await pipeline.runAsync("papers");
}

/** @param {import("../../harness/env.js").Env} env */
export async function run({ pipeline }) {
  return (await load(pipeline)).length;
}
