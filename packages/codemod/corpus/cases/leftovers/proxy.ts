// corpus: a pipeline behind a Proxy
// project: alone
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

export async function run({ adapters, log }: Env): Promise<number> {
  const pipeline = new Proxy(new IngestionPipeline({ adapters }), {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        log("call", key);
        return value.apply(target, args);
      };
    },
  });
  return (await pipeline.runAsync("papers")).length;
}
