// corpus: a JavaScript class with a typed field
// expect: rewrite list

export class Service {
  /** @type {import("@sluice/pipeline").IngestionPipeline} */
  pipeline;

  /** @param {import("../../harness/env.js").Env} env */
  constructor(env) {
    this.pipeline = env.pipeline;
  }

  async titles() {
    return (await this.pipeline.runAsync("papers")).map(({ title }) => title);
  }
}

/** @param {import("../../harness/env.js").Env} env */
export async function run(env) {
  return await new Service(env).titles();
}
