import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoredCheckpoint } from "@sluice/core-events";
import { openStateDirectory } from "@sluice/pipeline";
import { expect, onTestFinished, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { type FinishedRetry, finishRetry } from "./finish-retry.js";

function checkpoint(fields: Partial<StoredCheckpoint>): StoredCheckpoint {
  return {
    version: 1, runId: "r", adapter: "jsonl", timestamp: 0, cursor: null, lowWaterMark: 10, finished: { keys: [] }, completed: 6, failed: 4,
    generation: 7, status: "completed", reason: null, fingerprint: { adapter: "jsonl" }, positions: { jsonl: { bytes: 60 }, "dead-letters": { bytes: 40 } },
    ...fields,
  };
}

/** A run of ten documents of which four had failed, and a retry in which three of the four have passed. */
async function finished(): Promise<FinishedRetry & { read: () => Promise<unknown> }> {
  const directory = await temporaryDirectory();
  const main = await openStateDirectory(join(directory, "state"));
  const nested = await openStateDirectory(join(directory, "state", "retry"));
  onTestFinished(() => main[Symbol.asyncDispose]());
  onTestFinished(() => nested[Symbol.asyncDispose]());
  await main.save(checkpoint({ generation: 6 }));
  await main.save(checkpoint({ generation: 7 }));
  const outcome = checkpoint({ completed: 3, failed: 1, positions: { jsonl: { bytes: 90 }, "dead-letters": { bytes: 10 } } });
  await nested.save(outcome);
  const letters = { path: join(directory, "dlq.jsonl"), left: join(directory, "dlq.jsonl.retry") };
  await writeFile(letters.path, "four letters\n");
  await writeFile(letters.left, "one letter\n");
  const read = async () => ({ state: await main.load(), letters: await readFile(letters.path, "utf8"), left: existsSync(letters.left), nested: existsSync(nested.path) });
  return { main, nested, checkpoint: outcome, plan: { version: 1, completed: 6, failed: 4, deadLetters: { bytes: 40 }, require: [], rule: null }, letters, read };
}

const outcome = {
  state: { completed: 9, failed: 1, status: "completed", positions: { jsonl: { bytes: 90 }, "dead-letters": { bytes: 10 } }, lowWaterMark: 10 },
  letters: "one letter\n",
  left: false,
  nested: false,
};

test("the outcome of the retry becomes that of the run", async () => {
  const retry = await finished();
  await finishRetry(retry);
  expect(await retry.read()).toMatchObject(outcome);
});

test("killed after the dead letters were renamed, it is redone to the same end", async () => {
  const retry = await finished();
  await rename(retry.letters.left, retry.letters.path);
  await finishRetry(retry);
  expect(await retry.read()).toMatchObject(outcome);
});

test.each([1, 2])("killed at save number %d of the checkpoint, it is redone to the same end", async (fatal) => {
  const retry = await finished();
  let saves = 0;
  const dying: FinishedRetry["main"] = {
    path: retry.main.path,
    load: () => retry.main.load(),
    async save(stored) {
      saves += 1;
      if (saves === fatal) throw new Error("killed");
      await retry.main.save(stored);
    },
  };
  await expect(finishRetry({ ...retry, main: dying })).rejects.toThrow("killed");
  await finishRetry(retry);
  expect(await retry.read()).toMatchObject(outcome);
});

test("both stored generations are those after the retry", async () => {
  const retry = await finished();
  await finishRetry(retry);
  for (const name of ["checkpoint-a.json", "checkpoint-b.json"]) {
    expect(JSON.parse(await readFile(join(retry.main.path, name), "utf8"))).toMatchObject({ checkpoint: { completed: 9, failed: 1 } });
  }
});
