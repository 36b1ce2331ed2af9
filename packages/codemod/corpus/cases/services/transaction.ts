// corpus: a transaction that is rolled back if anything fails
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

class Transaction {
  readonly #log: Env["log"];

  constructor(log: Env["log"]) {
    this.#log = log;
  }

  async insert(id: string): Promise<void> {
    this.#log("insert", id);
  }

  async commit(): Promise<void> {
    this.#log("commit");
  }

  async rollback(): Promise<void> {
    this.#log("rollback");
  }
}

export async function run({ adapters, log }: Env): Promise<void> {
  const pipeline = new IngestionPipeline({ adapters });
  const transaction = new Transaction(log);
  try {
    for (const document of await pipeline.runAsync("trials")) await transaction.insert(document.docId);
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
