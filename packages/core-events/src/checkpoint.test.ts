import { expect, test } from "vitest";
import { checkpointKey } from "./checkpoint-key.js";
import { checkpointSchema, MAX_CHECKPOINT_KEY_CHARS, storedCheckpointSchema } from "./checkpoint.js";

const checkpoint = {
  version: 1,
  runId: "r1",
  adapter: "jsonl",
  timestamp: 1,
  cursor: { offset: 10 },
  lowWaterMark: 5,
  finished: { keys: ["d7"] },
  completed: 5,
  failed: 1,
};
const stored = { ...checkpoint, generation: 3, status: "running", reason: null, fingerprint: { adapter: "jsonl" }, positions: { jsonl: { bytes: 7 } } };

test("both ways of naming finished documents are accepted", () => {
  expect(checkpointSchema.parse(checkpoint)).toEqual(checkpoint);
  const counted = { ...checkpoint, cursor: null, finished: { count: 5, ahead: [6, 8] } };
  expect(checkpointSchema.parse(counted)).toEqual(counted);
  expect(storedCheckpointSchema.parse(stored)).toEqual(stored);
});

test.each([{ version: 2 }, { completed: -1 }, { lowWaterMark: 0.5 }, { finished: {} }, { finished: { keys: [1] } }, { cursor: undefined }, { runId: null }])(
  "%j is refused",
  (fields) => expect(checkpointSchema.safeParse({ ...checkpoint, ...fields }).success).toBe(false),
);

test.each([{ status: "paused" }, { generation: -1 }, { positions: [] }, { fingerprint: null }])("%j is refused in storage", (fields) =>
  expect(storedCheckpointSchema.safeParse({ ...stored, ...fields }).success).toBe(false),
);

test("a short id is its own key, a long one is known by a digest", () => {
  const longest = "x".repeat(MAX_CHECKPOINT_KEY_CHARS);
  expect(checkpointKey(longest)).toBe(longest);
  expect(checkpointKey(`${longest}x`)).toMatch(/^sha256:[\w-]{24}$/);
  expect(checkpointKey(`${longest}x`)).not.toBe(checkpointKey(`${longest}y`));
  expect(checkpointKey("x".repeat(100_000)).length).toBeLessThanOrEqual(MAX_CHECKPOINT_KEY_CHARS);
});
