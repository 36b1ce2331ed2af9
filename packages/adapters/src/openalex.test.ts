import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type AnyAdapter, type Document, documentSchema, type FetchContext, type RetryNotice } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, loopback, sendJson } from "./http/testing/loopback-server.js";
import { openalex, type PageItem } from "./openalex.js";
import { fixture } from "./testing/temporary-folder.js";
import { withoutRetrievalTime } from "./testing/without-retrieval-time.js";

type Work = Readonly<Record<string, unknown>>;
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const read = (name: string): Work => JSON.parse(readFileSync(fixture(`openalex/${name}.json`), "utf8")) as Work;
const of2023 = read("W2741809807_2023");
const of2025 = read("W2741809807_2025");
const others: readonly Work[] = Array.from({ length: 4 }, (_, n) => ({ ...read("single_work"), id: `https://openalex.org/W10${n}` }));
const works: readonly Work[] = [of2025, ...others];
const budget = { "x-ratelimit-limit": "10000", "x-ratelimit-remaining": "9650", "x-ratelimit-remaining-usd": "0.965", "x-ratelimit-reset": "36860" };
const KEY = "k3y/of+a.run";

let server: Loopback;
let answer: Answer | null = null;
beforeAll(async () => {
  server = await loopback((request, response) => {
    if (answer !== null) {
      answer(response, request);
      return;
    }
    const { searchParams } = new URL(request.url ?? "", "http://x");
    const size = Number(searchParams.get("per-page"));
    const cursor = searchParams.get("cursor") ?? "";
    const from = cursor === "*" ? 0 : Number(cursor.slice(1));
    const results = works.slice(from, from + size);
    const next = results.length === 0 ? null : `c${from + size}`; // OpenAlex names a next page behind the last full one
    sendJson(response, { meta: { count: works.length, next_cursor: next }, results }, budget);
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

const adapter = (): AnyAdapter => openalex({ baseUrl: server.url, allowHosts: ["127.0.0.1"], retry: { maxAttempts: 3, initialDelayMs: 1 } });

interface Run {
  readonly documents: Document[];
  readonly errors: Error[];
  readonly events: { readonly name: string; readonly payload: unknown }[];
  readonly marks: unknown[];
  readonly totals: number[];
  readonly retries: RetryNotice[];
  readonly thrown: unknown;
}

async function run(parameters: Record<string, unknown>, changes: Partial<FetchContext> = {}, answerWith: Answer | null = null): Promise<Run> {
  answer = answerWith;
  server.requests.length = 0;
  const made = adapter();
  const result: Omit<Run, "thrown"> = { documents: [], errors: [], events: [], marks: [], totals: [], retries: [] };
  const context: FetchContext = {
    parameters: made.parameters?.parse(parameters),
    signal: new AbortController().signal,
    cursor: null,
    mark: (at) => void result.marks.push(at),
    expect: (total) => void result.totals.push(total),
    emit: (name, payload) => void result.events.push({ name, payload }),
    retrying: (retry) => void result.retries.push(retry),
    circuitChanged: () => undefined,
    ...changes,
  };
  try {
    for await (const item of made.fetch(context) as AsyncIterable<PageItem>) {
      try {
        result.documents.push(await made.parse(asStored(item), context));
      } catch (error) {
        result.errors.push(error as Error);
      }
    }
    return { ...result, thrown: null };
  } catch (thrown) {
    return { ...result, thrown };
  } finally {
    answer = null;
  }
}

/** An item as a dead letter gives it back; one that is nested too deep to be stored stays as it is. */
function asStored(item: PageItem): PageItem {
  try {
    return JSON.parse(JSON.stringify(item)) as PageItem; // plain JSON, as adapters promise
  } catch {
    return item;
  }
}

describe("adapter contract", () => {
  for (const { title, run: check } of adapterContract({ adapter, parameters: { "per-page": 2 }, items: works.length })) test(title, check);
});

test("a work becomes a document that keeps all of it", async () => {
  const { documents } = await run({});
  expect(documents.map(({ raw }) => raw)).toEqual(works);
  expect(documentSchema.parse(documents[0])).toMatchObject({
    docId: "W2741809807",
    title: "The state of OA: a large-scale analysis of the prevalence and impact of Open Access articles",
    text: expect.stringMatching(/^Despite growing interest in Open Access \(OA\) to scholarly literature, there is an unmet need/) as string,
    metadata: {
      doi: "https://doi.org/10.7717/peerj.4375",
      year: 2018,
      date: "2018-02-13",
      type: "article",
      language: "en",
      venue: "PeerJ",
      citedByCount: 962,
      openAccess: { is_oa: true, oa_status: "gold" },
      referencedWorksCount: 45,
    },
    provenance: { source: "openalex", url: "https://openalex.org/W2741809807", version: "2025-06-11T00:03:37.532706", license: "cc-by" },
  });
  expect(documents[0]?.metadata["authors"]).toHaveLength(9);
  expect((documents[0]?.metadata["authors"] as unknown[])[0]).toMatchObject({
    name: "Heather Piwowar",
    orcid: expect.stringContaining("orcid.org") as string,
    affiliations: ["Impactstory, Sanford, NC, USA"],
  });
});

test("the schemas of 2023 and 2025 give the same work the same shape", async () => {
  const one = async (work: Work): Promise<Document | undefined> => {
    const { documents } = await run({}, {}, (response) => sendJson(response, { meta: { count: 1, next_cursor: null }, results: [work] }));
    return documents[0];
  };
  const old = await one(of2023);
  const recent = await one(of2025);
  expect(old?.text).toBe(recent?.text);
  expect(Object.keys(old?.metadata ?? {}).filter((name) => !(name in (recent?.metadata ?? {})))).toEqual([]);
  expect(old?.metadata).toMatchObject({ doi: recent?.metadata["doi"], venue: "PeerJ", referencedWorksCount: 35 });
});

test("parameters are passed on by their own names, with key and address", async () => {
  const { totals } = await run({ filter: "type:article", search: "open access", per_page: "3", mailto: "a@example.org", apiKey: KEY, select: "display_name" });
  const common = "filter=type%3Aarticle&search=open+access&select=id%2Cdisplay_name&per-page=3&cursor=";
  const key = encodeURIComponent(KEY);
  expect(server.requests.map((request) => request.replace(/cursor=[^&]*&mailto=a%40example.org/, "cursor="))).toEqual(
    Array.from({ length: 3 }, () => `/works?${common}`.replace(/$/, `&api_key=${key}`)),
  );
  expect(totals).toEqual([works.length]);
});

test("a run that is resumed gives equal content", async () => {
  const whole = await run({ "per-page": 2 });
  const rest = await run({ "per-page": 2 }, { cursor: whole.marks[1] as never });
  expect(withoutRetrievalTime(rest.documents)).toEqual(withoutRetrievalTime(whole.documents.slice(2)));
});

test("the budget is reported with the first page and every tenth one", async () => {
  const { events } = await run({ "per-page": 1 }, {}, (response, request) => {
    const at = Number(/cursor=c(\d+)/.exec(request.url ?? "")?.[1] ?? 0);
    const results = [{ id: `https://openalex.org/W${at + 1}` }];
    sendJson(response, { meta: { next_cursor: at < 20 ? `c${at + 1}` : null }, results }, budget);
  });
  const reports = events.filter(({ name }) => name === "budget");
  expect(reports.map(({ payload }) => (payload as { page: number }).page)).toEqual([1, 11, 21]);
  expect(reports[0]?.payload).toMatchObject({ limit: 10_000, remaining: 9_650, remainingUsd: 0.965, resetSeconds: 36_860 });
});

const spent = { "x-ratelimit-limit": "10000", "x-ratelimit-remaining": "0", "x-ratelimit-remaining-usd": "0" };
const midnight = (): number => (Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000;

test.each<[string, Answer, number]>([
  ["429 and JSON", (response) => response.writeHead(429, { ...spent, "content-type": "application/json" }).end('{"error":"Rate limit exceeded"}'), 1],
  ["429 and HTML", (response) => response.writeHead(429, { ...spent, "content-type": "text/html" }).end("<html>Too many requests</html>"), 1],
  ["403", (response) => response.writeHead(403, spent).end(), 1],
  ["429, the text alone", (response) => response.writeHead(429).end('{"message":"Insufficient budget. Resets at midnight UTC"}'), 3],
])("D4: a spent budget, told by %s, stops the run until midnight UTC", async (_, refuse, requests) => {
  const { thrown, retries } = await run({ apiKey: KEY }, {}, refuse);
  expect(thrown).toMatchObject({ code: "TRY_AGAIN_LATER", retryable: true, context: { retryAt: midnight() } });
  expect(server.requests).toHaveLength(requests);
  expect(retries).toHaveLength(requests - 1);
});

test.each(["53578", "20"])("D4: a spent budget with Retry-After %s stops the run until then, without another request", async (seconds) => {
  const { thrown } = await run({}, {}, (response) => response.writeHead(429, { ...spent, "retry-after": seconds }).end());
  const { retryAt } = (thrown as { context: { retryAt: number } }).context;
  expect(thrown).toMatchObject({ code: "TRY_AGAIN_LATER" });
  expect(Math.abs(retryAt - Date.now() - Number(seconds) * 1000)).toBeLessThan(5_000);
  expect(server.requests).toHaveLength(1);
});

test("D4: a burst that was too fast is retried, and the run goes on", async () => {
  const { documents, retries } = await run({}, {}, (response) => {
    if (server.requests.length === 1) response.writeHead(429, budget).end();
    else sendJson(response, { meta: { next_cursor: null }, results: works });
  });
  expect(documents).toHaveLength(works.length);
  expect(retries).toMatchObject([{ attempt: 1, statusCode: 429 }]);
});

test("a budget spent in the middle leaves the mark of the page that is owed", async () => {
  const { documents, marks, thrown } = await run({ "per-page": 2 }, {}, (response) => {
    if (server.requests.length === 1) sendJson(response, { meta: { next_cursor: "c2" }, results: works.slice(0, 2) }, budget);
    else response.writeHead(429, spent).end();
  });
  expect(documents).toHaveLength(2);
  expect(thrown).toMatchObject({ code: "TRY_AGAIN_LATER" });
  const rest = await run({ "per-page": 2 }, { cursor: marks.at(-1) as never });
  expect(rest.documents.map(({ docId }) => docId)).toEqual(["W101", "W102", "W103"]);
});

test("E8: the key is in no cursor, event, notice, error or document", async () => {
  const echo: Answer = (response, request) => response.writeHead(429).end(`${request.url} ${KEY}`);
  const good = await run({ apiKey: KEY });
  const bad = await run({ apiKey: KEY }, {}, echo);
  const spentRun = await run({ apiKey: KEY }, {}, (response) => response.writeHead(429, spent).end(KEY));
  expect(good.documents).toHaveLength(works.length);
  expect(server.requests[0]).toContain(encodeURIComponent(KEY));
  const shown = [good, bad, spentRun].map((result) => {
    const { message, stack, context, cause } = (result.thrown ?? {}) as { message?: string; stack?: string; context?: unknown; cause?: unknown };
    return JSON.stringify([result, message, stack, context, String(cause)]);
  }).join("");
  for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString("base64")]) expect(shown).not.toContain(form);
});

test("the key may be an option instead of a parameter", async () => {
  server.requests.length = 0;
  const made = openalex({ baseUrl: server.url, allowHosts: ["127.0.0.1"], apiKey: KEY });
  const nothing = (): void => undefined;
  const context = { parameters: made.parameters?.parse({}) as never, signal: new AbortController().signal, cursor: null, mark: nothing, expect: nothing, emit: nothing, retrying: nothing, circuitChanged: nothing };
  for await (const _ of made.fetch(context)) break;
  expect(server.requests[0]).toContain(`api_key=${encodeURIComponent(KEY)}`);
});

test.each<[string, Answer]>([
  ["HTML", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance</html>")],
  ["an error object", (response) => sendJson(response, { error: "Invalid query parameters error." })],
  ["cut JSON", (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"meta":{"count":2},"results":[{"id"')],
  ["a group_by answer", (response) => sendJson(response, { meta: { count: 145_616, next_cursor: "x" }, group_by: [{ key: "a", count: 1 }] })],
])("D17: %s with status 200 is retried and then an error, not an empty end", async (_, reply) => {
  const { thrown, retries } = await run({}, {}, reply);
  expect(thrown).toMatchObject({ code: "HTTP_BAD_PAYLOAD" });
  expect(retries).toHaveLength(2);
});

test("D26: the recorded last page, empty and without a next one, is a normal end", async () => {
  const { documents, thrown } = await run({}, {}, (response) => sendJson(response, read("keypaper_page_2")));
  expect([documents, thrown]).toEqual([[], null]);
});

test("D28: a record that comes twice is given once, and counted", async () => {
  const { documents, events } = await run({}, {}, (response) => sendJson(response, { meta: { next_cursor: null }, results: [of2025, of2023, others[0]] }));
  expect(documents.map(({ docId, provenance }) => [docId, provenance.version])).toEqual([["W2741809807", of2025["updated_date"]], ["W100", others[0]?.["updated_date"]]]);
  expect(events).toContainEqual({ name: "duplicate-items", payload: { page: 1, dropped: 1, conflicts: 1 } });
});

test("D29: a record that is none fails alone", async () => {
  const results = [null, "text", 7, { display_name: "no id" }, { id: "https://example.org/W1" }, { id: `https://openalex.org/${"W".repeat(500)}` }, of2025];
  const { documents, errors } = await run({}, {}, (response) => sendJson(response, { meta: { next_cursor: null }, results }));
  expect(documents.map(({ docId }) => docId)).toEqual(["W2741809807"]);
  expect(errors.map(({ message }) => /^Cannot parse item \d of page 1/.exec(message)?.[0])).toEqual([1, 2, 3, 4, 5, 6].map((n) => `Cannot parse item ${n} of page 1`));
});

test("D22: numbers that a double cannot hold are kept as they were written", async () => {
  const body = '{"meta":{"next_cursor":null},"results":[{"id":"https://openalex.org/W1","mag":12345678901234567890}]}';
  const { documents } = await run({}, {}, (response) => response.writeHead(200, { "content-type": "application/json" }).end(body));
  expect(JSON.stringify(documents[0]?.raw)).toContain('"mag":12345678901234567890');
});

test("D20: an item nested 200,000 deep fails with its place, and its page mates come through", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  const body = `{"meta":{"next_cursor":null},"results":[${deep},${JSON.stringify(works[0])}]}`;
  const { documents, errors, thrown } = await run({}, {}, (response) => response.writeHead(200, { "content-type": "application/json" }).end(body));
  expect(thrown).toBeNull();
  expect(errors).toMatchObject([{ code: "RECORD_MALFORMED", message: expect.stringContaining("Cannot parse item 1 of page 1: expected") as string }]);
  expect(documents.map(({ raw }) => raw)).toEqual([works[0]]);
});

test("B12: a cursor that the server no longer takes is an error that says so", async () => {
  const { marks } = await run({ "per-page": 2 });
  const { thrown } = await run({ "per-page": 2 }, { cursor: marks[1] as never }, (response) => response.writeHead(400).end('{"error":"Cursor value is invalid."}'));
  expect(thrown).toMatchObject({ code: "CURSOR_EXPIRED", message: expect.stringContaining("the server no longer takes its cursor, start over") as string });
});

test("other entities become documents too", async () => {
  const topic = { id: "https://openalex.org/T10102", display_name: "Scientometrics", description: "Studies of science", field: { display_name: "Decision Sciences" }, works_count: 3 };
  const { documents } = await run({ entity: "topics" }, {}, (response) => sendJson(response, { meta: { next_cursor: null }, results: [topic] }));
  expect(server.requests[0]).toMatch(/^\/topics\?/);
  expect(documents[0]).toMatchObject({ docId: "T10102", title: "Scientometrics", text: "Studies of science", metadata: { entity: "topics", field: "Decision Sciences", worksCount: 3 } });
});

test.each([{ "per-page": 0 }, { "per-page": 201 }, { entity: "people" }, { cursor: "*" }, { page: 2 }, { group_by: "type" }])("the parameters %o are refused", (wrong) => {
  expect(adapter().parameters?.safeParse(wrong).success).toBe(false);
});

test.each(["ftp://x", "nowhere", ""])("the base URL '%s' is refused", (wrong) => expect(() => openalex({ baseUrl: wrong })).toThrow(TypeError));
