// corpus: a parameter without a type, which is any here
// expect: leftover RECEIVER_UNKNOWN
async function count(pipeline) {
  return (await pipeline.runAsync("papers")).length;
}

export async function run({ pipeline }): Promise<number> {
  return await count(pipeline);
}
