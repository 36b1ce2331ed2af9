// corpus: an interface of the application's own that a pipeline happens to fit
// expect: nothing
import type { Document } from "@sluice/core-events";
import type { Env } from "../../harness/env.js";

interface DocumentSource {
  runAsync(adapter: string): Promise<Document[]>;
}

async function load(source: DocumentSource): Promise<number> {
  return (await source.runAsync("trials")).length;
}

export async function run(env: Env): Promise<number> {
  return await load({ runAsync: async (name) => (name === "" ? [] : env.log(name) === undefined ? [] : []) });
}
