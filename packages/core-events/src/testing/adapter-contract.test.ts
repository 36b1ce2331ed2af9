import { describe, expect, test } from "vitest";
import type { Adapter, FetchContext } from "../adapter.js";
import type { Document } from "../document.js";
import { adapterContract } from "./adapter-contract.js";

const ITEMS = 5;
const RETRIED = "parse() gives the same document again, and leaves the item as it was, so that it can be retried";

function documentOf(n: number): Document {
  return { docId: `number-${n}`, title: null, text: String(n), metadata: {}, provenance: { source: "numbers", retrievedAt: (clock += 1) } };
}

let calls = 0;
let clock = 0;

/** Five numbers, the third of which cannot be parsed. */
function numbers(flaw: Partial<Adapter<number>> = {}): Adapter<number> {
  return {
    name: "numbers",
    *fetch({ cursor, mark, signal }) {
      for (let n = typeof cursor === "number" ? cursor : 0; n < ITEMS; n += 1) {
        signal.throwIfAborted();
        mark(n);
        yield n;
      }
    },
    identify: (n) => `number-${n}`,
    parse(n) {
      if (n === 2) throw new RangeError("Cannot parse 2");
      return documentOf(n);
    },
    estimateTotal: () => ITEMS,
    ...flaw,
  };
}

async function failures(flaw: Partial<Adapter<number>>): Promise<string[]> {
  const failed: string[] = [];
  for (const { title, run } of adapterContract({ adapter: () => numbers(flaw), items: ITEMS })) await run().catch(() => failed.push(title));
  return failed;
}

describe("a whole adapter passes", () => {
  for (const { title, run } of adapterContract({ adapter: () => numbers(), items: ITEMS })) test(title, run);
});


function* markingLate({ cursor, mark }: FetchContext): Generator<number> {
  for (let n = typeof cursor === "number" ? cursor : 0; n < ITEMS; n += 1) {
    yield n;
    mark(n);
  }
}

function* markingAhead({ mark }: FetchContext): Generator<number> {
  yield 0;
  for (let n = 1; n < ITEMS; n += 1) {
    mark(n);
    yield n;
  }
}

function* eager({ mark }: FetchContext): Generator<number> {
  const all = Array.from({ length: ITEMS }, (_, n) => n);
  for (const n of all) mark(n);
  yield* all;
}

function* failingOnAbort({ signal }: FetchContext): Generator<number> {
  for (let n = 0; n < ITEMS; n += 1) {
    if (signal.aborted) throw new Error("my own error");
    yield n;
  }
}

async function* goingOn({ mark }: FetchContext): AsyncGenerator<number> {
  for (let n = 0; n < ITEMS; n += 1) {
    mark(n);
    yield n;
  }
}

function withoutReturn(): AsyncIterable<number> {
  let n = 0;
  return { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: n, done: (n += 1) > ITEMS }) }) };
}

function openForEver(): AsyncIterable<number> {
  const iterator = withoutReturn()[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next(), return: async () => ({ value: undefined, done: true }) }) };
}

function* reporting({ emit, expect: expectTotal }: FetchContext, what: "payload" | "total"): Generator<number> {
  if (what === "payload") emit("page", { at: undefined } as never);
  else expectTotal(NaN);
  yield* [0, 1, 2, 3, 4];
}

test("an adapter whose items are a list has nothing to close", async () => {
  expect(await failures({ fetch: () => [0, 1, 2, 3, 4] })).toEqual([]);
});

test.each<[string, Partial<Adapter<number>>, string]>([
  ["has a name with capitals", { name: "Numbers" }, "its name is lower-case words joined by hyphens"],
  ["gives empty ids", { identify: () => "" }, "it yields every item with a non-empty id"],
  ["drops an item", { fetch: () => [0, 1, 3, 4] }, "it yields every item with a non-empty id"],
  ["takes ids from a counter", { identify: () => `id-${(calls += 1)}` }, "it gives the same ids in the same order twice"],
  ["gives a document another id", { identify: (n) => `other-${n}` }, "parse() gives a document with the item's id, or throws an error"],
  ["throws no Error", { parse: () => { throw "text"; } }, "parse() gives a document with the item's id, or throws an error"], // eslint-disable-line @typescript-eslint/only-throw-error -- that is the flaw
  ["parses nothing", { parse: () => { throw new Error("no"); } }, "parse() gives a document with the item's id, or throws an error"],
  ["gives no document", { parse: () => ({}) as never }, "parse() gives a document with the item's id, or throws an error"],
  ["marks late", { fetch: markingLate }, "reading on from any mark yields exactly the items behind it"],
  ["marks but reads from the start", { fetch: markingAhead }, "reading on from any mark yields exactly the items behind it"],
  ["reads everything at once", { fetch: eager }, "it reads lazily and closes when the consumer stops early"],
  ["throws its own error on abort", { fetch: failingOnAbort }, "an aborted signal ends it with the signal's reason or at the end of its page"],
  ["begins pages after the abort", { fetch: goingOn }, "an aborted signal ends it with the signal's reason or at the end of its page"],
  ["cannot be closed", { fetch: withoutReturn }, "it reads lazily and closes when the consumer stops early"],
  ["goes on when it is closed", { fetch: openForEver }, "it reads lazily and closes when the consumer stops early"],
  ["gives a document a text from a counter", { parse: (n) => ({ ...documentOf(n), text: String((calls += 1)) }) }, RETRIED],
  ["describes with a date", { describe: () => ({ at: new Date(0) }) }, "describe() and sizeOf() tell of every item, good or bad, what can be stored"],
  ["has items of NaN bytes", { sizeOf: () => NaN }, "describe() and sizeOf() tell of every item, good or bad, what can be stored"],
  ["takes its fingerprint from a counter", { fingerprint: () => ({ calls: (calls += 1) }) }, "fingerprint() gives the same JSON values twice"],
  ["has no JSON as its fingerprint", { fingerprint: () => ({ size: 1n }) as never }, "fingerprint() gives the same JSON values twice"],
  ["emits what is no JSON", { fetch: (context) => reporting(context, "payload") }, "it yields every item with a non-empty id"],
  ["expects NaN items", { fetch: (context) => reporting(context, "total") }, "it yields every item with a non-empty id"],
  ["estimates NaN", { estimateTotal: () => NaN }, "estimateTotal() is null or a count"],
])("an adapter that %s fails", async (_, flaw, title) => expect(await failures(flaw)).toContain(title));

test("an adapter that changes an item while it parses fails", async () => {
  const lists: Adapter<string[]> = {
    name: "lists",
    fetch: () => [["a"], ["b"]],
    identify: ([id = ""]) => id,
    parse(list) {
      list.push("parsed");
      return { docId: list[0] ?? "", title: null, text: null, metadata: {}, provenance: { source: "lists" } };
    },
  };
  const parsed = adapterContract({ adapter: () => lists, items: 2 }).find(({ title }) => title === RETRIED);
  await expect(parsed?.run()).rejects.toThrow("a is changed by parse()");
});
