import type { CheckpointStore, StoredCheckpoint } from "@sluice/core-events";
import { expect, test } from "vitest";
import { sealedCheckpoints } from "./sealed-checkpoints.js";

const SECRET = "s3 cr3t/42+x";

function memoryCheckpoints(): CheckpointStore {
  let last: StoredCheckpoint | null = null;
  return { load: async () => last, assertHeld: async () => undefined, save: async (checkpoint) => void (last = checkpoint) };
}

function checkpoint(cursor: StoredCheckpoint["cursor"], fingerprint: StoredCheckpoint["fingerprint"]): StoredCheckpoint {
  return {
    version: 1, runId: "r", adapter: "http-json", timestamp: 0, cursor, lowWaterMark: 0, finished: { keys: [] },
    completed: 0, failed: 0, generation: 0, status: "running", reason: null, fingerprint, positions: {},
  };
}

const query = new URLSearchParams({ key: SECRET }).toString();
const open = checkpoint(
  { request: `https://h/items?${query}&page=2`, token: Buffer.from(SECRET).toString("base64") },
  { "parameters.query": { term: SECRET, other: "fern" }, "parameters.url": `https://h/?k=${encodeURIComponent(SECRET)}` },
);

test("E8 the store behind never sees a secret in any of its forms", async () => {
  const store = memoryCheckpoints();
  await sealedCheckpoints(store, [SECRET]).save(open);
  const text = JSON.stringify(await store.load());
  for (const form of [SECRET, encodeURIComponent(SECRET), query, Buffer.from(SECRET).toString("base64")]) expect(text).not.toContain(form);
  expect(text).toContain("fern");
});

test("what was saved comes back as it was", async () => {
  const sealed = sealedCheckpoints(memoryCheckpoints(), [SECRET]);
  await sealed.save(open);
  expect(await sealed.load()).toEqual(open);
});

test("a new value of the secret comes back in place of the old one", async () => {
  const store = memoryCheckpoints();
  await sealedCheckpoints(store, ["old-key-1"]).save(checkpoint("?k=old-key-1", {}));
  expect((await sealedCheckpoints(store, ["new-key-2"]).load())?.cursor).toBe("?k=new-key-2");
});

test("without secrets the store is used as it is", () => {
  const store = memoryCheckpoints();
  expect(sealedCheckpoints(store, ["abc"])).toBe(store);
});
