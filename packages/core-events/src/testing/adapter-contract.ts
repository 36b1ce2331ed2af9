import assert from "node:assert/strict";
import type { AnyAdapter, FetchContext, RetryNotice } from "../adapter.js";
import { documentSchema } from "../document.js";
import type { JsonValue } from "../json-value.js";
import type { ContractCase } from "./contract-case.js";

/** What {@link adapterContract} needs to know. */
export interface AdapterContractOptions {
  /** A fresh adapter; called once per case. */
  readonly adapter: () => AnyAdapter | Promise<AnyAdapter>;
  /** Parameters of a source that holds at least two good records. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** How many items the source yields, good and bad. */
  readonly items: number;
}

interface Fetched {
  readonly ids: string[];
  readonly raws: unknown[];
  readonly marks: { cursor: JsonValue; before: number }[];
}

/**
 * The contract that every adapter keeps, as cases for any test runner.
 *
 * @example
 * ```ts
 * for (const { title, run } of adapterContract({ adapter: () => jsonl(), parameters: { input: file }, items: 3 })) test(title, run);
 * ```
 */
export function adapterContract(options: AdapterContractOptions): ContractCase[] {
  const { items } = options;
  const start = async (cursor: JsonValue | null = null) => open(await options.adapter(), options.parameters ?? {}, cursor);
  return [
    {
      title: "its name is lower-case words joined by hyphens",
      run: async () => assert.match((await options.adapter()).name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    },
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
      title: "parse() gives a document with the item's id, or throws an error",
      run: async () => {
        const run = await start();
        const { raws } = await drain(run);
        const documents = await Promise.all(raws.map((raw) => parseOne(run, raw)));
        assert.ok(documents.some((document) => document !== null), "at least one record is good");
      },
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
      title: "it reads lazily and closes when the consumer stops early",
      run: async () => {
        const run = await start();
        for await (const _ of run.adapter.fetch(run.context)) break;
        assert.ok(run.marks.length <= 1, `at most one mark is set before the first item, received ${run.marks.length}`);
      },
    },
    {
      title: "an aborted signal ends it with the signal's reason or without further items",
      run: async () => {
        const run = await start();
        const reason = new Error("stop");
        const seen: unknown[] = [];
        try {
          for await (const raw of run.adapter.fetch(run.context)) {
            seen.push(raw);
            run.controller.abort(reason);
          }
        } catch (error) {
          assert.equal(error, reason);
        }
        assert.ok(seen.length >= 1);
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
  ];
}

interface OpenFetch {
  readonly adapter: AnyAdapter;
  readonly context: FetchContext;
  readonly controller: AbortController;
  readonly marks: { cursor: JsonValue; before: number }[];
  yielded: number;
}

function open(adapter: AnyAdapter, parameters: unknown, cursor: JsonValue | null): OpenFetch {
  const controller = new AbortController();
  const run: OpenFetch = { adapter, controller, marks: [], yielded: 0, context: undefined as never }; // set on the next line
  const context: FetchContext = {
    parameters: adapter.parameters === undefined ? parameters : adapter.parameters.parse(parameters),
    signal: controller.signal,
    cursor,
    mark: (at) => void run.marks.push({ cursor: at, before: run.yielded }),
    expect: (total) => assert.equal(typeof total, "number"),
    emit: (name, payload) => assert.doesNotThrow(() => JSON.stringify({ name, payload })),
    retrying: (retry: RetryNotice) => assert.ok(retry.attempt >= 1 && retry.delayMs >= 0),
    circuitChanged: ({ oldState, newState }) => assert.notEqual(oldState, newState),
  };
  return Object.assign(run, { context });
}

async function drain(run: OpenFetch): Promise<Fetched> {
  const ids: string[] = [];
  const raws: unknown[] = [];
  for await (const raw of run.adapter.fetch(run.context)) {
    run.yielded += 1;
    ids.push(run.adapter.identify(raw));
    raws.push(raw);
  }
  return { ids, raws, marks: run.marks };
}

async function parseOne({ adapter, context }: OpenFetch, raw: unknown): Promise<unknown> {
  let document;
  try {
    document = await adapter.parse(raw, context);
  } catch (error) {
    assert.ok(error instanceof Error, "what parse() throws is an Error");
    return null;
  }
  assert.equal(documentSchema.parse(document).docId, adapter.identify(raw));
  return document;
}

function toJson(cursor: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(cursor)) as JsonValue; // as it comes back from a stored checkpoint
}
