// corpus: a pipeline that another module exports
// expect: rewrite list
import { shared } from "./support/make-pipeline.js";

export async function run(): Promise<number> {
  return (await shared.runAsync("trials")).length;
}
