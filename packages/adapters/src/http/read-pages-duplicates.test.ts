import type { FetchContext, JsonValue } from "@sluice/core-events";
import { collect } from "@sluice/core-events/testing";
import { expect, test } from "vitest";
import { readPages } from "./read-pages.js";
import { type Loopback, loopback, sendJson } from "./testing/loopback-server.js";

interface Reading {
  readonly ids: string[];
  readonly marks: JsonValue[];
  readonly duplicates: JsonValue[];
}

/** A listing of pages of `[id, content]`. */
function serve(pages: readonly (readonly (readonly [string, number])[])[]): Promise<Loopback> {
  return loopback((request, response) => {
    const n = Number(new URL(request.url ?? "", "http://x").searchParams.get("page") ?? "1");
    sendJson(response, { items: (pages[n - 1] ?? []).map(([id, content]) => ({ id, content })) });
  });
}

async function read(server: Loopback, cursor: JsonValue | null = null): Promise<Reading> {
  const marks: JsonValue[] = [];
  const duplicates: JsonValue[] = [];
  const context: FetchContext = {
    parameters: {},
    signal: new AbortController().signal,
    cursor,
    mark: (at) => void marks.push(at),
    expect: () => undefined,
    emit: (name, payload) => {
      if (name === "duplicate-items") duplicates.push(payload);
    },
    retrying: () => undefined,
    circuitChanged: () => undefined,
  };
  const idOf = (value: unknown): string => (value as { id: string }).id;
  const pagination = { kind: "page", param: "page", start: 1 } as const;
  const listing = { url: new URL(server.url), pagination, itemsPath: "items", totalPath: undefined, idOf, http: { allowHosts: ["127.0.0.1"] } };
  const items = await collect(readPages(listing, context));
  return { ids: items.map(({ value }) => idOf(value)), marks, duplicates };
}

test("D28: an id that comes twice in a page is given once, the first time", async () => {
  await using server = await serve([[["a", 1], ["b", 1], ["a", 1]]]);
  expect(await read(server)).toMatchObject({ ids: ["a", "b"], duplicates: [{ page: 1, dropped: 1, conflicts: 0 }] });
});

test("D28: an id that comes again on a later page is dropped, and other content is a conflict", async () => {
  await using server = await serve([[["a", 1], ["b", 1]], [["b", 1], ["a", 2], ["c", 1]], [["d", 1]]]);
  expect(await read(server)).toMatchObject({ ids: ["a", "b", "c", "d"], duplicates: [{ page: 2, dropped: 2, conflicts: 1 }] });
});

test("D28, B13: items that shift onto the next page are given once, also by a run resumed between the two", async () => {
  await using server = await serve([[["a", 1], ["b", 1]], [["b", 1], ["c", 1]], [["c", 1], ["d", 1]]]);
  const { ids, marks } = await read(server);
  expect(ids).toEqual(["a", "b", "c", "d"]);
  expect((await read(server, marks[1] ?? null)).ids).toEqual(["c", "d"]);
  expect((await read(server, marks[2] ?? null)).ids).toEqual(["d"]);
});

test("D28: a run resumed within a large page drops what it would have dropped", async () => {
  const page = Array.from({ length: 2_500 }, (_, n) => [`id-${n % 2_000}`, 1] as const);
  await using server = await serve([page]);
  const { ids, marks } = await read(server);
  expect(ids).toHaveLength(2_000);
  const resumed = await read(server, marks[2] ?? null);
  expect(resumed).toMatchObject({ ids: [], duplicates: [{ page: 1, dropped: 500, conflicts: 0 }] });
});

test("B13: items that are deleted, added or changed between two runs cost no other item", async () => {
  const first = Array.from({ length: 30 }, (_, n) => [`id-${n}`, 1] as const);
  const inPages = (items: readonly (readonly [string, number])[]): (typeof items)[] => [0, 10, 20, 30].map((from) => items.slice(from, from + 10));
  await using before = await serve(inPages(first));
  const { marks } = await read(before);
  const later = [["new", 1] as const, ...first.map(([id]) => [id, 2] as const)];
  await using after = await serve(inPages(later));
  const cursor = { ...(marks[1] as Record<string, JsonValue>), url: `${after.url}/?page=2` };
  expect((await read(after, cursor)).ids).toEqual(Array.from({ length: 20 }, (_, n) => `id-${n + 10}`)); // id-9 has shifted onto page 2 and is known
});
