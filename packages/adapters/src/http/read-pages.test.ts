import type { FetchContext, JsonValue, RetryNotice } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import type { Pagination } from "./pagination.js";
import type { PageItem } from "./page-item.js";
import { type Listing, readPages } from "./read-pages.js";
import { type Loopback, loopback, sendJson } from "./testing/loopback-server.js";

interface Reading {
  readonly marks: JsonValue[];
  readonly events: { name: string; payload: JsonValue }[];
  readonly retries: RetryNotice[];
  readonly totals: number[];
  readonly context: FetchContext;
  readonly controller: AbortController;
  readonly items: AsyncGenerator<PageItem>;
}

const byToken: Pagination = { kind: "cursor", path: "next", param: "token" };
const pages = [["a", "b"], ["c"], ["d", "e"]];

function read(server: Loopback, pagination: Pagination, { cursor = null, ...rest }: Partial<Listing> & { cursor?: JsonValue | null } = {}): Reading {
  const controller = new AbortController();
  const marks: JsonValue[] = [];
  const events: Reading["events"] = [];
  const retries: RetryNotice[] = [];
  const totals: number[] = [];
  const context: FetchContext = {
    parameters: {},
    signal: controller.signal,
    cursor,
    mark: (at) => void marks.push(at),
    expect: (total) => void totals.push(total),
    emit: (name, payload) => void events.push({ name, payload }),
    retrying: (retry) => void retries.push(retry),
    circuitChanged: () => undefined,
  };
  const http = { allowHosts: ["127.0.0.1"], retry: { initialDelayMs: 1 }, ...rest.http };
  const listing = { itemsPath: "items", totalPath: undefined, url: new URL(`${server.url}/list`), pagination, ...rest, http };
  return { marks, events, retries, totals, context, controller, items: readPages(listing, context) };
}

/** A listing with tokens: page n carries the token of page n + 1. */
function tokenServer(listing: readonly (readonly unknown[])[], after = (n: number): string | undefined => (n < listing.length ? String(n + 1) : undefined)): Promise<Loopback> {
  return loopback((request, response) => {
    const n = Number(new URL(request.url ?? "", "http://x").searchParams.get("token") ?? "1");
    sendJson(response, { items: listing[n - 1] ?? [], next: after(n) });
  });
}

async function values(reading: Reading): Promise<unknown[]> {
  return (await collect(reading.items)).map(({ value }) => value);
}

test("pages follow each other by token, each marked before it is requested", async () => {
  await using server = await tokenServer(pages);
  const reading = read(server, byToken);
  expect(await values(reading)).toEqual(["a", "b", "c", "d", "e"]);
  expect(server.requests).toEqual(["/list", "/list?token=2", "/list?token=3"]);
  expect(reading.marks.map((mark) => (mark as { page: number }).page)).toEqual([1, 2, 3]);
  expect(reading.events).toEqual([2, 1, 2].map((items, n) => ({ name: "page", payload: { number: n + 1, items } })));
});

test("numbered pages end at the first page without items", async () => {
  await using server = await loopback((request, response) => {
    const n = Number(new URL(request.url ?? "", "http://x").searchParams.get("p"));
    sendJson(response, { items: pages[n] ?? [] });
  });
  expect(await values(read(server, { kind: "page", param: "p", start: 0 }))).toEqual(["a", "b", "c", "d", "e"]);
  expect(server.requests).toHaveLength(4);
});

test("an offset grows by what the server gave, whatever was asked for", async () => {
  const all = pages.flat();
  await using server = await loopback((request, response) => {
    const offset = Number(new URL(request.url ?? "", "http://x").searchParams.get("offset"));
    sendJson(response, { items: all.slice(offset, offset + 2) });
  });
  expect(await values(read(server, { kind: "offset", param: "offset" }))).toEqual(all);
  expect(server.requests).toEqual([0, 2, 4, 5].map((offset) => `/list?offset=${offset}`));
});

test("links and next URLs are followed, relative ones too", async () => {
  await using server = await loopback((request, response) => {
    const n = Number(/n=(\d)/.exec(request.url ?? "")?.[1] ?? "0");
    const next = n < 2 ? `?n=${n + 1}` : undefined;
    sendJson(response, { items: pages[n], paging: { next } }, next === undefined ? {} : { link: `<${next}>; rel="next"` });
  });
  expect(await values(read(server, { kind: "link" }))).toEqual(pages.flat());
  expect(await values(read(server, { kind: "next-url", path: "paging.next" }))).toEqual(pages.flat());
});

test("without pagination there is one request", async () => {
  await using server = await tokenServer(pages);
  expect(await values(read(server, { kind: "none" }))).toEqual(["a", "b"]);
  expect(server.requests).toEqual(["/list"]);
});

test("D26: a full last page with a token and an empty page behind it is a normal end", async () => {
  await using server = await tokenServer(pages, (n) => (n <= pages.length ? String(n + 1) : undefined));
  expect(await values(read(server, byToken))).toEqual(pages.flat());
  expect(server.requests).toHaveLength(4);
});

test.each([0, 7, 2 ** 53 - 1, -1, "many", null])("D27: a total of %o neither stops nor allocates anything", async (totalCount) => {
  await using server = await loopback((request, response) => {
    const n = Number(new URL(request.url ?? "", "http://x").searchParams.get("token") ?? "1");
    sendJson(response, { totalCount, items: pages[n - 1], next: n < 3 ? String(n + 1) : null });
  });
  const reading = read(server, byToken);
  expect(await values(reading)).toEqual(pages.flat());
  expect(reading.totals).toEqual(Number.isSafeInteger(totalCount) && Number(totalCount) >= 0 && totalCount !== null ? [totalCount] : []);
});

test("D25: the same token again ends with a pagination loop", async () => {
  await using server = await tokenServer(pages, () => "2");
  const reading = read(server, byToken);
  await expect(collect(reading.items)).rejects.toMatchObject({ code: "PAGINATION_LOOP", context: { page: 3 } });
  expect(server.requests).toHaveLength(2);
  expect(reading.marks).toHaveLength(2);
});

test("D25: a cycle of tokens ends with a pagination loop", async () => {
  await using server = await tokenServer(pages, (n) => (n === 3 ? "2" : String(n + 1)));
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "PAGINATION_LOOP" });
  expect(server.requests).toHaveLength(3);
});

test("D25: the same items under new tokens forever end with a pagination loop", async () => {
  await using server = await loopback((_request, response, n) => sendJson(response, { items: [{ id: 1 }], next: `t${n}` }));
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "PAGINATION_LOOP" });
  expect(server.requests).toHaveLength(3);
});

test("D25: more than ten pages without items in a row end with a pagination loop", async () => {
  await using server = await loopback((_request, response, n) => sendJson(response, { items: [], next: `t${n}` }));
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "PAGINATION_LOOP" });
  expect(server.requests).toHaveLength(11);
});

test("D25: ten pages without items are passed over", async () => {
  await using server = await tokenServer([["a"], ...Array.from({ length: 10 }, () => []), ["b"]]);
  expect(await values(read(server, byToken))).toEqual(["a", "b"]);
});

test("D25: the run can be resumed where it stopped", async () => {
  const tokens = new Map<number, string>([[1, "2"], [2, "2"]]);
  await using server = await tokenServer(pages, (n) => tokens.get(n));
  const stopped = read(server, byToken);
  await expect(collect(stopped.items)).rejects.toMatchObject({ code: "PAGINATION_LOOP" });
  tokens.set(2, "3"); // the source has been mended
  expect(await values(read(server, byToken, { cursor: stopped.marks.at(-1) ?? null }))).toEqual(["c", "d", "e"]);
});

test.each([401, 403])("D7: status %d in the middle of a listing ends it with a hint, after one request and without an item that failed", async (status) => {
  await using server = await loopback((_request, response, n) => {
    if (n === 1) sendJson(response, { items: ["a", "b"], next: "2" });
    else response.writeHead(status).end();
  });
  const reading = read(server, byToken);
  const given: unknown[] = [];
  const all = async (): Promise<void> => {
    for await (const { value } of reading.items) given.push(value);
  };
  await expect(all()).rejects.toMatchObject({ code: "HTTP_STATUS", message: expect.stringContaining("check the credentials") as string });
  expect([given, server.requests.length]).toEqual([["a", "b"], 2]);
});

test("D17: 200 with an error object is fetched again, and is never an end", async () => {
  await using server = await loopback((_request, response, n) => sendJson(response, n < 3 ? { error: "busy" } : { items: ["a"] }));
  const reading = read(server, byToken);
  expect(await values(reading)).toEqual(["a"]);
  expect(reading.retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test.each([{}, [], { href: "x" }])("a next page that is %o is a bad payload", async (next) => {
  await using server = await loopback((_request, response) => sendJson(response, { items: ["a"], next }));
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "HTTP_BAD_PAYLOAD" });
});

test.each(["http://169.254.169.254/latest", "http://[::1]:1/", "file:///etc/passwd", "http://2852039166/"])("D37: a next page at %s is refused", async (next) => {
  await using server = await loopback((_request, response) => sendJson(response, { items: ["a"], next }));
  await expect(collect(read(server, { kind: "next-url", path: "next" }).items)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
});

test("D37: a next page on another origin gets no credentials, whether in headers or in the query", async () => {
  await using other = await loopback((_request, response) => sendJson(response, { items: ["b"] }));
  await using server = await loopback((_request, response) => sendJson(response, { items: ["a"], next: `${other.url}/more` }));
  const url = new URL(`${server.url}/list?api_key=s3cr3t`);
  const reading = read(server, { kind: "next-url", path: "next" }, { url, http: { headers: { authorization: "Bearer s3cr3t" } } });
  expect(await values(reading)).toEqual(["a", "b"]);
  expect(server.headers[0]?.authorization).toBe("Bearer s3cr3t");
  expect(JSON.stringify([other.requests, other.headers])).not.toContain("s3cr3t");
});

test("E8: a key in the query is sent with every page and stays out of marks", async () => {
  await using server = await tokenServer(pages);
  const reading = read(server, byToken, { url: new URL(`${server.url}/list?api_key=s3cr3t`) });
  await values(reading);
  expect(server.requests.every((path) => path.includes("api_key=s3cr3t"))).toBe(true);
  expect(JSON.stringify([reading.marks, reading.events])).not.toContain("s3cr3t");
});

test("D35: a next page must not fall back from https to http", async () => {
  await using server = await loopback((_request, response) => sendJson(response, { items: ["a"] }));
  const url = new URL(server.url.replace("http:", "https:"));
  const reading = read(server, { kind: "none" }, { url, cursor: { page: 2, url: server.url } });
  await expect(collect(reading.items)).rejects.toMatchObject({ code: "HOST_FORBIDDEN" });
  expect(server.requests).toEqual([]);
});

test("A1: while the consumer pauses, nothing is requested", async () => {
  await using server = await tokenServer(pages);
  const { items } = read(server, byToken);
  await items.next();
  await items.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.requests).toHaveLength(1);
  await items.return(undefined);
});

test("A2: returning early closes every connection", async () => {
  await using server = await tokenServer(pages);
  for await (const _ of read(server, byToken).items) break;
  await expect.poll(() => server.sockets.open).toBe(0);
  expect(server.requests).toHaveLength(1);
});

test("A2: an abort ends the request in flight with the signal's reason and leaves no socket", async () => {
  await using server = await loopback((_request, response) => response.writeHead(200).write('{"items": ['));
  const { items, controller } = read(server, byToken);
  const reason = new Error("stop");
  const pending = items.next();
  await expect.poll(() => server.requests.length).toBe(1);
  controller.abort(reason);
  await expect(pending).rejects.toBe(reason);
  await expect.poll(() => server.sockets.open).toBe(0);
});

test("a page of more than 1,000 items is marked within", async () => {
  await using server = await tokenServer([Array.from({ length: 2_500 }, (_, n) => n), ["end"]]);
  const reading = read(server, byToken);
  await values(reading);
  expect(reading.marks.map((mark) => (mark as { skip: number }).skip)).toEqual([0, 1_000, 2_000, 0]);
  expect(await values(read(server, byToken, { cursor: reading.marks[2] ?? null }))).toEqual([...Array.from({ length: 500 }, (_, n) => n + 2_000), "end"]);
});

test.each([7, "x", {}, { page: 0, url: "http://x/" }, { page: 1, url: "nowhere" }])("a cursor %o of something else is refused", async (cursor) => {
  await using server = await tokenServer(pages);
  await expect(collect(read(server, byToken, { cursor: cursor as JsonValue }).items)).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
});

test.each([400, 404, 410])("B12: status %d for the cursor of a resumed run says so, and is never an end", async (status) => {
  await using server = await loopback((_request, response) => response.writeHead(status).end());
  const cursor = { page: 7, url: `${server.url}/list?token=7`, skip: 0 };
  await expect(collect(read(server, byToken, { cursor }).items)).rejects.toMatchObject({
    retryable: false,
    code: "CURSOR_EXPIRED",
    message: expect.stringContaining("Cannot resume at page 7: the server no longer takes its cursor") as string,
  });
});

test("B12: a cursor that has aged within a run says so too", async () => {
  await using server = await loopback((request, response) => {
    if (request.url === "/list") sendJson(response, { items: ["a"], next: "2" });
    else response.writeHead(410).end();
  });
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "CURSOR_EXPIRED", context: { page: 2, statusCode: 410 } });
});

test("a first request that is refused is no matter of cursors", async () => {
  await using server = await loopback((_request, response) => response.writeHead(410).end());
  await expect(collect(read(server, byToken).items)).rejects.toMatchObject({ code: "HTTP_STATUS" });
});

test("D20: an item nested 200,000 deep is an item, and its page mates come through", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  await using server = await loopback((_request, response) => response.end(`{"items":["a",${deep},"b"]}`));
  const found = await values(read(server, { kind: "none" }));
  expect([found.length, found[0], found[2]]).toEqual([3, "a", "b"]);
});

test("D20, D22: beside it a number that no double holds is kept, too", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  await using server = await loopback((_request, response) => response.end(`{"items":[12345678901234567890,${deep},"b"]}`));
  const items = await collect(read(server, { kind: "none" }).items);
  expect(items.map(({ text }) => text)).toEqual(["12345678901234567890", undefined, '"b"']);
  expect(server.requests).toHaveLength(1);
});

test("the first page alone carries its own query", async () => {
  await using server = await tokenServer(pages);
  await values(read(server, byToken, { firstQuery: { countTotal: "true" } }));
  expect(server.requests).toEqual(["/list?countTotal=true", "/list?token=2", "/list?token=3"]);
});
