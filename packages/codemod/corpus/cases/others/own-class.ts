// corpus: a class of the application with such methods
// expect: nothing
import type { Env } from "../../harness/env.js";

class Runner {
  async runAsync(name: string): Promise<string[]> {
    return [name, name];
  }

  async runAsyncLegacy(name: string): Promise<string[]> {
    return await this.runAsync(name);
  }
}

export async function run({ log }: Env): Promise<void> {
  log(await new Runner().runAsyncLegacy("trials"));
}
