import { type AnyAdapter, type Document, type FetchContext, SluiceError } from "@sluice/core-events";
import { adapterContract, collect } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { httpJson } from "./http-json.js";
import { type Loopback, loopback, sendJson } from "./http/testing/loopback-server.js";

const items: unknown[] = [
  { id: "a", title: "Fern", text: "Pteridophyta", meta: { n: 1 } },
  null,
  { id: 12, title: 7 },
  "text",
  { title: "no id" },
  { id: "", title: "empty id" },
  [1],
  { id: { nested: true } },
  { id: "z", title: null },
];

let server: Loopback;
beforeAll(async () => {
  server = await loopback((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://x");
    const size = Number(searchParams.get("pageSize") ?? "100");
    const from = (Number(searchParams.get("page") ?? "1") - 1) * size;
    sendJson(response, { total: items.length, items: items.slice(from, from + size) });
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

const adapter = (): AnyAdapter => httpJson({ allowHosts: ["127.0.0.1"] });
const parametersOf = (extra: Record<string, unknown> = {}): Record<string, unknown> => ({ url: `${server.url}/items`, ...extra });

function contextOf(parameters: Record<string, unknown>): FetchContext {
  return {
    parameters: adapter().parameters?.parse(parameters),
    signal: new AbortController().signal,
    cursor: null,
    mark: () => undefined,
    expect: () => undefined,
    emit: () => undefined,
    retrying: () => undefined,
    circuitChanged: () => undefined,
  };
}

async function outcomes(parameters: Record<string, unknown>): Promise<unknown[]> {
  const context = contextOf(parameters);
  const made = adapter();
  const raws: unknown[] = await collect(made.fetch(context));
  return raws.map((raw) => {
    try {
      return made.parse(JSON.parse(JSON.stringify(raw)), context); // as it comes back from a dead-letter file
    } catch (error) {
      return `${made.identify(raw)}: ${SluiceError.is(error) ? `${error.code} ${error.message}` : String(error)}`;
    }
  });
}

describe("adapter contract", () => {
  /** The server's URL is known only once it listens, so the parameters are bound late. */
  const bound = (): AnyAdapter => {
    const made = adapter();
    return { ...made, parameters: z.unknown().transform(() => made.parameters?.parse(parametersOf({ pagination: "page", pageSize: 2 })) as unknown) };
  };
  for (const { title, run } of adapterContract({ adapter: bound, items: items.length })) test(title, run);
});

test("D29: an item that is no record fails alone, with its place, and its page mates succeed", async () => {
  const place = "Cannot parse item";
  expect(await outcomes(parametersOf({ pagination: "page", pageSize: 5 }))).toEqual([
    { docId: "a", title: "Fern", text: "Pteridophyta", metadata: {}, provenance: { source: "http-json", url: `${server.url}/items`, retrievedAt: expect.any(Number) as number }, raw: items[0] },
    `page-1-item-2: RECORD_MALFORMED ${place} 2 of page 1: expected an object, received null`,
    expect.objectContaining({ docId: "12", title: null, raw: items[2] }),
    `page-1-item-4: RECORD_MALFORMED ${place} 4 of page 1: expected an object, received a value of type string`,
    `page-1-item-5: RECORD_MALFORMED ${place} 5 of page 1: expected an id at id, received nothing`,
    `page-2-item-1: RECORD_MALFORMED ${place} 1 of page 2: expected an id at id, received an empty string`,
    `page-2-item-2: RECORD_MALFORMED ${place} 2 of page 2: expected an object, received an array`,
    `page-2-item-3: RECORD_MALFORMED ${place} 3 of page 2: expected an id at id, received a value of type object`,
    expect.objectContaining({ docId: "z", title: null, text: null }),
  ]);
});

test("D22: numbers that no double holds survive a dead-letter file", async () => {
  const body = '{"items":[{"id":12345678901234567890,"n":1e400}]}';
  await using exact = await loopback((_request, response) => response.end(body));
  const [document] = await outcomes({ url: exact.url });
  expect(document).toMatchObject({ docId: "12345678901234567890" });
  expect(JSON.stringify((document as Document).raw)).toBe('{"id":12345678901234567890,"n":1e400}');
});

test("fields are named by dotted paths", async () => {
  const [first] = await outcomes(parametersOf({ itemsPath: "items", idField: "meta.n", titleField: "text", textField: "title" }));
  expect(first).toMatchObject({ docId: "1", title: "Pteridophyta", text: "Fern" });
});

test("parameters of other names go into the query, and so does an object of them", async () => {
  await outcomes(parametersOf({ "query.cond": "cystic fibrosis", filter: ["a", "b"], query: { page: 1, pageSize: "50" } }));
  expect(server.requests.at(-1)).toBe("/items?page=1&pageSize=50&query.cond=cystic+fibrosis&filter=a&filter=b");
});

test("numbers may be written as text, as a command line gives them", () => {
  expect(contextOf(parametersOf({ pageSize: "50", startPage: "0" })).parameters).toMatchObject({ pageSize: 50, startPage: 0, query: {} });
});

test("parameters that were checked can be checked again", () => {
  const checked = contextOf(parametersOf({ q: "fern", pagination: "link" })).parameters as Record<string, unknown>;
  expect(contextOf(checked).parameters).toEqual(checked);
});

test.each([{ url: "nowhere" }, { url: "file:///etc/passwd" }, { pagination: "guess" }, { pageSize: 0 }, { query: ["x", {}] }, { filter: { a: 1 } }])(
  "the parameters %o are refused",
  (wrong) => expect(adapter().parameters?.safeParse(parametersOf(wrong)).success).toBe(false),
);

test("a URL of another scheme is refused with what is expected", () => {
  const error = adapter().parameters?.safeParse(parametersOf({ url: "ftp://x/" })).error;
  expect(error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual(["url: expected an http or https URL"]);
});

test("options are checked when the adapter is made", () => {
  expect(() => httpJson({ timeoutMs: 0 })).toThrow(RangeError);
  expect(() => httpJson({ allowHosts: ["http://x/"] })).toThrow(TypeError);
});
