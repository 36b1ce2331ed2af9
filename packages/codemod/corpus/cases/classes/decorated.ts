// corpus: a decorated method
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const calls: string[] = [];

function counted<This, Result>(method: (this: This) => Result, context: ClassMethodDecoratorContext): (this: This) => Result {
  return function counting(this: This) {
    calls.push(String(context.name));
    return method.call(this);
  };
}

class Service {
  constructor(readonly pipeline: IngestionPipeline) {}

  @counted
  async load(): Promise<number> {
    return (await this.pipeline.runAsync("papers")).length;
  }
}

export async function run({ adapters }: Env): Promise<unknown> {
  return [await new Service(new IngestionPipeline({ adapters })).load(), calls.length > 0];
}
