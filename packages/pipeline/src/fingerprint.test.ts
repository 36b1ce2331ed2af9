import { expect, test } from "vitest";
import { fingerprintOf, requireSameFingerprint } from "./fingerprint.js";
import { CountingSource } from "./testing/counting-source.js";

const { adapter } = new CountingSource();

test("a fingerprint names adapter, parameters, source and configuration, and no secret", async () => {
  const withSource = { ...adapter, fingerprint: () => ({ bytes: 10 }) };
  const fingerprint = await fingerprintOf(withSource, { query: "fern", apiKey: "s3cr3t" }, { sink: "a.jsonl" });
  expect(fingerprint).toEqual({ adapter: "numbers", "parameters.query": "fern", "source.bytes": 10, "configuration.sink": "a.jsonl" });
});

test("the order of keys makes no difference", async () => {
  const one = await fingerprintOf(adapter, { a: 1, b: { x: 1, y: [{ p: 1, q: 2 }] } }, {});
  const two = await fingerprintOf(adapter, { b: { y: [{ q: 2, p: 1 }], x: 1 }, a: 1 }, {});
  expect(() => requireSameFingerprint(one, two)).not.toThrow();
});

test("B6 every field that differs is listed, also those that only one side has", async () => {
  const stored = await fingerprintOf(adapter, { query: "fern", page: 1 }, {});
  const now = await fingerprintOf({ ...adapter, name: "others" }, { query: "moss", size: 2 }, { sink: "b" });
  const fields = ["adapter", "parameters.query", "parameters.page", "parameters.size", "configuration.sink"];
  expect(() => requireSameFingerprint(stored, now)).toThrow(
    expect.objectContaining({
      code: "CHECKPOINT_MISMATCH",
      context: { differences: fields.map((field) => expect.objectContaining({ field }) as unknown) },
      message: expect.stringContaining('parameters.query (stored "fern", now "moss")') as string,
    }),
  );
});

test("E8 a secret is left out at any depth, and inside a URL", async () => {
  const parameters = { query: { term: "fern", apiKey: "s3cr3t" }, url: "https://h/?token=s3cr3t&page=1" };
  const fingerprint = await fingerprintOf(adapter, parameters, {});
  expect(JSON.stringify(fingerprint)).not.toContain("s3cr3t");
  expect(JSON.stringify(fingerprint)).toContain("fern");
});
