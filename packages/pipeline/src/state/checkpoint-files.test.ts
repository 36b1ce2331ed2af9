import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredCheckpoint } from "@sluice/core-events";
import { expect, test } from "vitest";
import { errorWithCode } from "../testing/error-with-code.js";
import { seededRandom } from "../testing/seeded-random.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { CheckpointFiles } from "./checkpoint-files.js";

const checkpointOf = (generation: number): StoredCheckpoint => ({
  version: 1, runId: "r1", adapter: "numbers", timestamp: 1, cursor: { page: 3, token: "ä\u2028" }, lowWaterMark: 20, finished: { keys: ["a", "b"] },
  completed: 21, failed: 1, generation, status: "running", reason: null, fingerprint: { adapter: "numbers", "parameters.q": "fern" }, positions: { jsonl: { bytes: 10 } },
});

async function saved(count: number) {
  const directory = temporaryDirectory();
  const files = new CheckpointFiles(directory);
  for (let generation = 0; generation < count; generation += 1) await files.save(checkpointOf(generation));
  const slot = (generation: number) => join(directory, generation % 2 === 0 ? "checkpoint-a.json" : "checkpoint-b.json");
  return { files, newest: slot(count - 1), older: slot(count) };
}

const damages: readonly (readonly [string, (path: string) => void])[] = [
  ["empty", (path) => truncateSync(path, 0)],
  ["cut short", (path) => truncateSync(path, 100)],
  ["cut by its last bytes", (path) => truncateSync(path, readFileSync(path).length - 3)],
  ["of another JSON type", (path) => writeFileSync(path, "[1, 2]")],
  ["null", (path) => writeFileSync(path, "null")],
  ["full of NUL", (path) => writeFileSync(path, Buffer.alloc(500))],
  ["changed in a value", (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"completed":21', '"completed":22'))],
  ["without its checksum", (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"checksum"', '"checksam"'))],
];

test("what is saved is loaded, newest first, and nothing is null", async () => {
  const { files } = await saved(5);
  expect(await files.load()).toEqual(checkpointOf(4));
  expect(await new CheckpointFiles(temporaryDirectory()).load()).toBeNull();
});

test.each(damages)("B5 a newest checkpoint that is %s leaves the older one", async (_, damage) => {
  const { files, newest } = await saved(4);
  damage(newest);
  expect(await files.load()).toEqual(checkpointOf(2));
});

test.each(damages)("B5 two checkpoints that are %s are an error that names both files", async (_, damage) => {
  const { files, newest, older } = await saved(4);
  damage(newest);
  damage(older);
  const error = await errorWithCode(files.load(), "CHECKPOINT_CORRUPT");
  expect(error.message).toContain(newest);
  expect(error.message).toContain(older);
});

test("B5 a damaged file beside a missing one is an error, never a start from zero", async () => {
  const { files, newest, older } = await saved(4);
  rmSync(older);
  truncateSync(newest, 0);
  await errorWithCode(files.load(), "CHECKPOINT_CORRUPT");
});

test("B5 no flipped bit goes unnoticed", async () => {
  const random = seededRandom(7);
  const { files, newest, older } = await saved(2);
  rmSync(older);
  const whole = readFileSync(newest);
  for (let flip = 0; flip < 300; flip += 1) {
    const bytes = Buffer.from(whole);
    const at = random(bytes.length - 1);
    bytes[at] = (bytes[at] as number) ^ (1 << random(8));
    writeFileSync(newest, bytes);
    const loaded = await files.load().catch((error: unknown) => (error as { code: string }).code);
    if (typeof loaded === "object") expect(loaded).toEqual(checkpointOf(1));
    else expect(["CHECKPOINT_CORRUPT", "CHECKPOINT_MISMATCH"]).toContain(loaded);
  }
});

test("B6 a checkpoint of a newer format is refused with both numbers", async () => {
  const { files, newest } = await saved(2);
  writeFileSync(newest, readFileSync(newest, "utf8").replace('"format":1', '"format":2'));
  const error = await errorWithCode(files.load(), "CHECKPOINT_MISMATCH");
  expect(error.context).toEqual({ path: newest, differences: [{ field: "format", expected: 2, actual: 1 }] });
});
