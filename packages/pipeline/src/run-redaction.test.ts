import { once } from "node:events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { IngestionPipeline } from "./ingestion-pipeline.js";
import { CountingSource } from "./testing/counting-source.js";
import { readUntilError } from "./testing/read-until-error.js";

const secret = "s3cr3t/of+the=day";
const base64 = Buffer.from(secret).toString("base64");
const basic = Buffer.from(`user:${secret}`).toString("base64");
const forms = [secret, encodeURIComponent(secret), base64.slice(0, 20), basic.slice(8, 24)];
const leak = `GET https://api.example.org/?api_key=${secret} ${encodeURIComponent(secret)} ${base64} Basic ${basic} `;
const parameters = { query: "fern", apiKey: secret, headers: { Authorization: `Bearer ${secret}` }, url: `https://u:${encodeURIComponent(secret)}@example.org/${secret}` };

function assertClean(value: unknown): void {
  const text = JSON.stringify(value);
  for (const form of forms) expect(text).not.toContain(form);
}

test("E8 P9 secrets of the parameters appear in no event, in no form", async () => {
  const source = new CountingSource({
    count: 4,
    before: (n, { emit, retrying }) => {
      emit("page", { url: leak, token: secret });
      retrying({ attempt: 1, delayMs: 1, cause: leak, url: `https://api.example.org/?api_key=${secret}&n=${n}` });
    },
    parse: (n) => {
      if (n === 0) throw new Error(leak);
      if (n === 1) throw Object.assign(new TypeError(leak), { retryable: true });
      return { docId: `n${n}`, title: null, text: null, metadata: {}, provenance: { source: "numbers" } };
    },
    describe: () => ({ url: leak }),
    estimateTotal: () => { throw new Error(leak); },
  });
  const pipeline = new IngestionPipeline({ adapters: [source.adapter] });
  const events = await collect(pipeline.streamEvents("numbers", { parameters, retry: { initialDelayMs: 1 } }));
  assertClean(events);
  expect(events.filter(({ type }) => type === "DocumentFailed")).toHaveLength(2);
  expect(JSON.stringify(events)).toContain('"query":"fern"');
  expect(JSON.stringify(events)).toContain("&n=3");
});

test("E8 a run that breaks redacts its last event, its error's message and its warnings", async () => {
  const warned = once(process, "warning") as Promise<[Error]>;
  const { adapter } = new CountingSource();
  const pipeline = new IngestionPipeline({ adapters: [{ ...adapter, fetch: () => { throw new Error(leak); } }] });
  const filter = () => { throw new Error(leak); };
  const { items, error } = await readUntilError(pipeline.streamEvents("numbers", { parameters, filter }));
  assertClean(items);
  assertClean((error as Error).message);
  assertClean((await warned)[0].message);
});
