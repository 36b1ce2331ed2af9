import type { FetchContext, JsonValue } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import type { HttpClientOptions } from "./http-client-options.js";
import { readPages } from "./read-pages.js";
import { type Loopback, loopback, sendJson } from "./testing/loopback-server.js";

interface Run {
  readonly marks: Record<string, JsonValue>[];
  readonly events: { readonly name: string; readonly payload: JsonValue }[];
  readonly controller: AbortController;
  readonly items: Promise<unknown[]>;
}

function start(server: Loopback, cursor: JsonValue | null = null, http: HttpClientOptions = {}): Run {
  const marks: Record<string, JsonValue>[] = [];
  const events: Run["events"] = [];
  const controller = new AbortController();
  const context: FetchContext = {
    parameters: {},
    signal: controller.signal,
    cursor,
    mark: (at) => void marks.push(at as Record<string, JsonValue>),
    expect: () => undefined,
    emit: (name, payload) => void events.push({ name, payload }),
    retrying: () => undefined,
    circuitChanged: ({ newState }) => void events.push({ name: "circuit", payload: newState }),
  };
  const pagination = { kind: "page", param: "page", start: 1 } as const;
  const listing = { url: new URL(server.url), pagination, itemsPath: "items", totalPath: undefined, http: { allowHosts: ["127.0.0.1"], ...http } };
  return { marks, events, controller, items: collect(readPages(listing, context)) };
}

/** Answers well, except the `n`th request. */
function asking(n: number, retryAfter: string): Promise<Loopback> {
  return loopback((request, response, count) => {
    if (count === n) response.writeHead(429, { "retry-after": retryAfter }).end();
    else sendJson(response, { items: request.url?.includes("page=3") === true ? [] : [count] });
  });
}

test("D13: a pause of 30 s or more is marked and told before the wait", async () => {
  await using server = await asking(2, "31");
  const { marks, events, controller, items } = start(server);
  await expect.poll(() => marks.length).toBe(3);
  const mark = marks[2];
  expect(mark).toMatchObject({ page: 2, url: `${server.url}/?page=2` });
  expect(Number(mark?.["notBefore"]) - Number(mark?.["pausedAt"])).toBe(31_000);
  expect(events.at(-1)).toEqual({ name: "host-paused", payload: { host: server.host, until: mark?.["notBefore"] } });
  controller.abort(new Error("stop"));
  await expect(items).rejects.toThrow("stop");
});

test("D13: a shorter pause is not", async () => {
  await using server = await asking(2, "1");
  const { marks, items } = start(server);
  await items;
  expect(marks.every((mark) => !("notBefore" in mark))).toBe(true);
});

test("D13: a resumed run waits for what is left of a pause, and says so", async () => {
  await using server = await asking(0, "");
  const now = Date.now();
  const begun = performance.now();
  const { events, items } = start(server, { page: 2, url: `${server.url}/?page=2`, pausedAt: now - 30_000, notBefore: now + 1_100 });
  await items;
  expect((server.times[0] ?? 0) - begun).toBeGreaterThanOrEqual(1_090);
  expect(events[0]).toMatchObject({ name: "rate-limit-wait", payload: { host: server.host, cause: "pause" } });
});

test("D4, D13: a run resumed too early after TRY_AGAIN_LATER sends nothing, and says again until when", async () => {
  await using server = await asking(2, "3600");
  const { marks, items } = start(server);
  await expect(items).rejects.toMatchObject({ code: "TRY_AGAIN_LATER" });
  const sent = server.requests.length;
  const again = start(server, marks.at(-1) ?? null);
  await expect(again.items).rejects.toMatchObject({ code: "TRY_AGAIN_LATER", context: { retryAt: expect.closeTo(Number(marks.at(-1)?.["notBefore"]), -3) as number } });
  expect(server.requests).toHaveLength(sent);
});

test("a wait of a second or more is told as rate-limit-wait, a shorter one is not", async () => {
  await using server = await asking(0, "");
  const { events, items } = start(server, null, { policy: { rateLimit: { perSecond: 0.9 } } });
  await items;
  expect(events.filter(({ name }) => name === "rate-limit-wait")).toHaveLength(2);
  await using other = await asking(0, "");
  const fast = start(other, null, { policy: { rateLimit: { perSecond: 20 } } });
  await fast.items;
  expect(fast.events.filter(({ name }) => name === "rate-limit-wait")).toEqual([]);
});

test("a circuit that opens and closes is told", async () => {
  await using server = await loopback((request, response, n) => {
    if (n <= 3) response.writeHead(500).end();
    else sendJson(response, { items: request.url?.includes("page=2") === true ? [] : [n] });
  });
  const { events, items } = start(server, null, { policy: { retry: { initialDelayMs: 1 }, circuitBreaker: { failures: 3, resetMs: 30 } } });
  await items;
  expect(events.filter(({ name }) => name === "circuit").map(({ payload }) => payload)).toEqual(["open", "half-open", "closed"]);
});
