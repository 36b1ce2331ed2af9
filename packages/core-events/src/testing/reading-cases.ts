import assert from "node:assert/strict";
import { type JsonValue, jsonValueSchema } from "../json-value.js";
import type { ContractCase } from "./contract-case.js";
import { drain, type StartFetch } from "./open-fetch.js";

/** What a whole pass over the source gives, from its start and from its marks. */
export function readingCases(start: StartFetch, items: number): ContractCase[] {
  return [
    {
      title: "it yields every item with a non-empty id",
      run: async () => {
        const { ids } = await drain(await start());
        assert.equal(ids.length, items);
        assert.ok(ids.every((id) => typeof id === "string" && id !== ""));
      },
    },
    {
      title: "it gives the same ids in the same order twice",
      run: async () => assert.deepEqual((await drain(await start())).ids, (await drain(await start())).ids),
    },
    {
      title: "reading on from any mark yields exactly the items behind it",
      run: async () => {
        const { ids, marks } = await drain(await start());
        for (const { cursor, before } of marks) {
          assert.deepEqual((await drain(await start(toJson(cursor)))).ids, ids.slice(before), `from mark ${JSON.stringify(cursor)}`);
        }
      },
    },
    {
      title: "describe() and sizeOf() tell of every item, good or bad, what can be stored",
      run: async () => {
        const run = await start();
        for (const raw of (await drain(run)).raws) {
          assert.ok(isJson(run.adapter.describe?.(raw) ?? {}), "describe() gives JSON values");
          const size = run.adapter.sizeOf?.(raw) ?? 0;
          assert.ok(Number.isFinite(size) && size >= 0, `sizeOf() gives a number of bytes, received ${size}`);
        }
      },
    },
    {
      title: "estimateTotal() is null or a count",
      run: async () => {
        const { adapter, context } = await start();
        const total = (await adapter.estimateTotal?.(context)) ?? null;
        assert.ok(total === null || (Number.isSafeInteger(total) && total >= 0), `received ${total}`);
      },
    },
    {
      title: "fingerprint() gives the same JSON values twice",
      run: async () => {
        const { adapter, context } = await start();
        const prints = [await adapter.fingerprint?.(context.parameters), await adapter.fingerprint?.(context.parameters)];
        assert.ok(isJson(prints[0] ?? {}), "fingerprint() gives JSON values");
        assert.deepEqual(prints[1], prints[0]);
      },
    },
  ];
}

function isJson(value: unknown): boolean {
  return jsonValueSchema.safeParse(value).success;
}

function toJson(cursor: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(cursor)) as JsonValue; // as it comes back from a stored checkpoint
}
