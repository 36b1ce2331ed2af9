// corpus: a test file of the application
// expect: rewrite list
import assert from "node:assert/strict";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";

const test = async (title: string, body: () => Promise<void>, log: Env["log"]): Promise<void> => {
  await body().then(() => log("ok", title), (error: unknown) => log("not ok", title, (error as Error).name));
};

export async function run({ adapters, log }: Env): Promise<void> {
  await test("every trial has a title", async () => {
    const documents = await new IngestionPipeline({ adapters }).runAsync("trials");
    assert.equal(documents.every(({ title }) => title !== null), true);
  }, log);
}
