import { mkdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type AnyAdapter, type Document, documentSchema, type FetchContext, type RetryNotice } from "@sluice/core-events";
import { adapterContract } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, loopback, sendJson } from "./http/testing/loopback-server.js";
import { pmc, type PmcItem, type PmcOptions } from "./pmc.js";
import { fixture, TemporaryFolder } from "./testing/temporary-folder.js";
import { withoutRetrievalTime } from "./testing/without-retrieval-time.js";

type Answer = (response: ServerResponse, url: URL, request: IncomingMessage) => void;

const xmlOf = (name: string): string => readFileSync(fixture(`pmc/${name}`), "utf8");
const oral = xmlOf("1472-6831-8-11.nxml");
const refusal = xmlOf("pmc_oa_not-open-access.xml");
const DOCTYPE = '<?xml version="1.0" ?><!DOCTYPE pmc-articleset PUBLIC "-//NLM//DTD ARTICLE SET 2.0//EN" "https://dtd.nlm.nih.gov/ncbi/pmc/articleset/nlm-articleset-2.0.dtd">';
const setOf = (xml: string): string => `${DOCTYPE}<pmc-articleset>${xml.slice(xml.indexOf("<article"))}</pmc-articleset>`;
const withId = (id: string): string => setOf(oral.replace('<article-id pub-id-type="pmc">2329613<', `<article-id pub-id-type="pmc">${id}<`));

/** What the server holds: the recorded article under five ids, and one that is not open access. */
const IDS = ["2329613", "11", "12", "3040717", "13"];
const KEY = "n3bi/key+42";

let server: Loopback;
let answer: Answer | null = null;
beforeAll(async () => {
  server = await loopback((request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    (answer ?? serve)(response, url, request);
  });
});
afterAll(async () => await server[Symbol.asyncDispose]());

function serve(response: ServerResponse, { pathname, searchParams }: URL): void {
  if (pathname.endsWith("/esearch.fcgi")) {
    const start = Number(searchParams.get("retstart"));
    const idlist = IDS.slice(start, start + Number(searchParams.get("retmax")));
    sendJson(response, { header: { type: "esearch" }, esearchresult: { count: String(IDS.length), retmax: String(idlist.length), retstart: String(start), idlist } });
    return;
  }
  const id = searchParams.get("id") ?? "";
  sendXml(response, id === "3040717" ? refusal : IDS.includes(id) ? withId(id) : `${DOCTYPE}<pmc-articleset><Reply Id="${id}" error="The following PMCID is not available: ${id}"/></pmc-articleset>`);
}

function sendXml(response: ServerResponse, xml: string | Uint8Array): void {
  response.writeHead(200, { "content-type": "text/xml; charset=UTF-8" }).end(xml);
}

const made = (options: PmcOptions = {}): AnyAdapter =>
  pmc({ baseUrl: `${server.url}/entrez/eutils`, allowHosts: ["127.0.0.1"], policy: { retry: { maxAttempts: 3, initialDelayMs: 1 } }, ...options });

interface Run {
  readonly documents: Document[];
  readonly errors: (Error & { code?: string })[];
  readonly ids: string[];
  readonly marks: unknown[];
  readonly events: { readonly name: string; readonly payload: unknown }[];
  readonly totals: number[];
  readonly retries: RetryNotice[];
  readonly thrown: unknown;
}

async function run(parameters: Record<string, unknown>, changes: Partial<FetchContext> = {}, options: PmcOptions & { readonly answerWith?: Answer } = {}): Promise<Run> {
  const { answerWith, ...rest } = options;
  answer = answerWith ?? null;
  server.requests.length = 0;
  server.times.length = 0;
  const adapter = made(rest);
  const result: Omit<Run, "thrown"> = { documents: [], errors: [], ids: [], marks: [], events: [], totals: [], retries: [] };
  const context: FetchContext = {
    parameters: adapter.parameters?.parse(parameters),
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
    for await (const item of adapter.fetch(context) as AsyncIterable<PmcItem>) {
      result.ids.push(adapter.identify(item));
      try {
        result.documents.push(documentSchema.parse(await adapter.parse(JSON.parse(JSON.stringify(item)), context)));
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

const folder = new TemporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const files = ((): string => {
  const path = join(folder.path, "oa");
  mkdirSync(join(path, "sub"), { recursive: true });
  folder.file("oa/b.nxml", oral);
  folder.file("oa/a.xml.gz", gzipSync(xmlOf("journal.ppat.1005207.xml")));
  folder.file("oa/sub/c.xml", "<article><body><p>cut");
  folder.file("oa/sub/d.xml", xmlOf("journal.pone.0097541.xml"));
  folder.file("oa/sub/readme.txt", "no article");
  return path;
})();

describe("adapter contract, search", () => {
  for (const { title, run: check } of adapterContract({ adapter: () => made(), parameters: { term: "teeth", pageSize: 2 }, items: IDS.length })) test(title, check);
});
describe("adapter contract, ids", () => {
  for (const { title, run: check } of adapterContract({ adapter: () => made(), parameters: { ids: "PMC2329613, 11" }, items: 2 })) test(title, check);
});
describe("adapter contract, files", () => {
  for (const { title, run: check } of adapterContract({ adapter: () => made(), parameters: { input: files }, items: 4 })) test(title, check);
});

test("a search gives the full text of every result", async () => {
  const { documents, errors, totals, events } = await run({ term: "teeth AND open access[filter]", pageSize: 2, sort: "pub_date", tool: "test", email: "a@example.org" });
  expect(documents.map(({ docId }) => docId)).toEqual(["PMC2329613", "PMC11", "PMC12", "PMC13"]);
  expect(documents[0]).toMatchObject({ title: expect.stringContaining("Oral Health Impact Profile") as string, raw: { xml: withId("2329613") } });
  expect(errors).toMatchObject([{ code: "RECORD_UNAVAILABLE", message: expect.stringContaining("identifier 'PMC3040717' is not Open Access") as string }]);
  expect(totals).toEqual([5]);
  expect(events.filter(({ name }) => name === "page").map(({ payload }) => payload)).toEqual([{ number: 1, items: 2 }, { number: 2, items: 2 }, { number: 3, items: 1 }, { number: 4, items: 0 }]);
  expect(server.requests.slice(0, 2)).toEqual([
    "/entrez/eutils/esearch.fcgi?sort=pub_date&term=teeth+AND+open+access%5Bfilter%5D&retstart=0&retmax=2&db=pmc&retmode=json&tool=test&email=a%40example.org",
    "/entrez/eutils/efetch.fcgi?db=pmc&id=2329613&retmode=xml&tool=test&email=a%40example.org",
  ]);
});

test("ids are fetched as they are listed, and one that is unknown fails alone", async () => {
  const { documents, errors } = await run({ ids: ["PMC11", "999", "11", "12"] });
  expect(documents.map(({ docId }) => docId)).toEqual(["PMC11", "PMC12"]);
  expect(errors).toMatchObject([{ code: "RECORD_UNAVAILABLE", context: { reason: "The following PMCID is not available: 999" } }]);
});

test("a resumed search asks for nothing that is behind its mark, and gives equal content", async () => {
  const whole = await run({ term: "x", pageSize: 2 });
  const rest = await run({ term: "x", pageSize: 2 }, { cursor: whole.marks[2] as never });
  expect(withoutRetrievalTime(rest.documents)).toEqual(withoutRetrievalTime(whole.documents.slice(2)));
  expect(server.requests[0]).toContain("retstart=2");
});

test("B13: a result that shifts behind the mark while nobody reads does not come twice", async () => {
  const { marks } = await run({ term: "x", pageSize: 2 });
  const shifted: Answer = (response, url) => {
    const start = Number(url.searchParams.get("retstart"));
    if (!url.pathname.endsWith("esearch.fcgi")) serve(response, url);
    else sendJson(response, { esearchresult: { idlist: ["7", ...IDS].slice(start, start + 2) } });
  };
  const { ids, events } = await run({ term: "x", pageSize: 2 }, { cursor: marks[2] as never }, { answerWith: shifted });
  expect(ids).toEqual(["PMC12", "PMC3040717", "PMC13"]);
  expect(events).toContainEqual({ name: "duplicate-items", payload: { page: 1, dropped: 1, conflicts: 0 } });
});

test("the cursor of a search stays small", async () => {
  const many = Array.from({ length: 300 }, (_, n) => `${n + 1_000}`);
  const answerWith: Answer = (response, url) => {
    const start = Number(url.searchParams.get("retstart"));
    if (url.pathname.endsWith("esearch.fcgi")) sendJson(response, { esearchresult: { idlist: many.slice(start, start + 300) } });
    else response.writeHead(404).end();
  };
  const { marks } = await run({ term: "x", pageSize: 300 }, {}, { answerWith, policy: {} });
  expect(marks).toHaveLength(300);
  expect(Math.max(...marks.map((mark) => JSON.stringify(mark).length))).toBeLessThan(1_200);
});

test("files and directories are read in the order of their names, each file one article", async () => {
  const { documents, errors, ids } = await run({ input: files });
  expect(ids).toEqual(["10.1371/journal.ppat.1005207", "PMC2329613", "sub/c", "10.1371/journal.pone.0097541"]);
  expect(documents).toHaveLength(3);
  expect(errors).toMatchObject([{ code: "SOURCE_TRUNCATED" }]);
  expect(documents[1]?.raw).toEqual({ xml: oral });
  expect(documents.every(({ provenance }) => typeof provenance.retrievedAt === "number" && provenance.url !== undefined)).toBe(true);
});

test("files without an id stay apart by their paths", async () => {
  const path = join(folder.path, "bare");
  for (const name of ["a", "b"]) mkdirSync(join(path, name), { recursive: true });
  for (const name of ["a/x.nxml", "b/x.xml.gz", "b/.xml"]) folder.file(`bare/${name}`, name.endsWith(".gz") ? gzipSync("<article/>") : "<article/>");
  expect((await run({ input: path, hidden: true })).ids).toEqual(["a/x", "b/.xml", "b/x"]);
});

test("D15: a file that is cut, as XML or as gzip, fails alone", async () => {
  const whole = gzipSync(oral);
  const input = [folder.file("cut.xml.gz", whole.subarray(0, whole.length - 500)), folder.file("cut.nxml", oral.slice(0, -12)), folder.file("good.nxml", oral)];
  const { documents, errors, ids } = await run({ input });
  expect(ids).toEqual(["cut", "PMC2329613", "PMC2329613"]);
  expect(errors.map(({ code }) => code)).toEqual(["SOURCE_TRUNCATED", "SOURCE_TRUNCATED"]);
  expect(documents).toHaveLength(1);
});

test("a file that is too large fails alone, and a path that is not there ends the run", async () => {
  const { errors } = await run({ input: files }, {}, { maxFileBytes: 20_000 });
  expect(errors.map(({ code }) => code)).toContain("RECORD_TOO_LARGE");
  expect((await run({ input: join(folder.path, "nowhere") })).thrown).toMatchObject({ code: "SOURCE_UNREADABLE" });
});

test("D15: an article that is cut is fetched again, and never taken for a whole one", async () => {
  const cut: Answer = (response, url) => (server.requests.length < 3 ? sendXml(response, withId("11").slice(0, -5_000)) : serve(response, url));
  const mended = await run({ ids: "11" }, {}, { answerWith: cut });
  expect([mended.documents.length, mended.retries.length]).toEqual([1, 2]);
  const stays = await run({ ids: "11,12" }, {}, { answerWith: (response, url) => (url.search.includes("id=11&") ? sendXml(response, withId("11").slice(0, -5_000)) : serve(response, url)) });
  expect(stays.errors).toMatchObject([{ code: "SOURCE_TRUNCATED" }]);
  expect(stays.documents.map(({ docId }) => docId)).toEqual(["PMC12"]);
});

test("D21: bytes that are no text fail that article alone", async () => {
  const bytes = Buffer.from(withId("11").replace("Oral", "Or\u00e9l"), "latin1");
  const { documents, errors } = await run({ ids: "11,12" }, {}, { answerWith: (response, url) => (url.search.includes("id=11&") ? sendXml(response, bytes) : serve(response, url)) });
  expect(errors).toMatchObject([{ code: "RECORD_MALFORMED" }]);
  expect(JSON.stringify(documents)).not.toContain("\ufffd");
});

test.each<[string, Answer]>([
  ["HTML", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance</html>")],
  ["an empty body", (response) => sendXml(response, "")],
  ["the rate limit's JSON", (response) => sendJson(response, { error: "API rate limit exceeded", count: "11" })],
])("D17: %s with status 200 is retried and then ends the run, for a search and for an article", async (_, answerWith) => {
  for (const parameters of [{ term: "x" }, { ids: "11" }]) {
    const { thrown, retries, documents } = await run(parameters, {}, { answerWith });
    expect(thrown).toMatchObject({ code: "HTTP_BAD_PAYLOAD" });
    expect([retries.length, documents.length]).toEqual([2, 0]);
  }
});

test("D4: a long pause ends the run resumably at the article that is owed", async () => {
  const answerWith: Answer = (response, url) => (server.requests.length === 2 ? response.writeHead(429, { "retry-after": "86400" }).end() : serve(response, url));
  const { documents, thrown, marks } = await run({ ids: "11,12,13" }, {}, { answerWith });
  expect(documents).toHaveLength(1);
  expect(thrown).toMatchObject({ code: "TRY_AGAIN_LATER" });
  expect(server.requests).toHaveLength(2);
  const pausedUntil = (marks.at(-1) as { notBefore: number }).notBefore;
  expect(pausedUntil).toBeCloseTo(Date.now() + 86_400_000, -4);
  const over = { ...(marks.at(-1) as object), pausedAt: 0, notBefore: Date.now() };
  expect((await run({ ids: "11,12,13" }, { cursor: over as never })).ids).toEqual(["PMC12", "PMC13"]);
});

/** Asks for a pause once, at the `n`th request. */
const pausing = (n: number, seconds: number): Answer => (response, url) => (server.requests.length === n ? response.writeHead(429, { "retry-after": `${seconds}` }).end() : serve(response, url));

test.each([
  ["an article of a list", { ids: "11,12,13" }, 2, { start: 1 }, ["PMC12", "PMC13"]],
  ["the first page of a search", { term: "x", pageSize: 2 }, 1, { start: 0, seen: "" }, ["PMC2329613", "PMC11", "PMC12", "PMC3040717", "PMC13"]],
  ["a later page of a search", { term: "x", pageSize: 2 }, 4, { start: 2 }, ["PMC12", "PMC3040717", "PMC13"]],
  ["an article of a search", { term: "x", pageSize: 2 }, 3, { start: 1 }, ["PMC11", "PMC12", "PMC3040717", "PMC13"]],
] as const)("D4, D13: a run resumed too early after a pause at %s sends nothing, resumed later it goes on there", async (_, parameters, n, place, rest) => {
  const first = await run(parameters, {}, { answerWith: pausing(n, 3_600) });
  const mark = first.marks.at(-1) as { readonly notBefore: number };
  expect(first.thrown).toMatchObject({ code: "TRY_AGAIN_LATER" });
  expect(mark).toMatchObject(place);
  expect(first.events.at(-1)).toEqual({ name: "host-paused", payload: { host: server.host, until: mark.notBefore } });
  const early = await run(parameters, { cursor: JSON.parse(JSON.stringify(mark)) as never });
  expect(early.thrown).toMatchObject({ code: "TRY_AGAIN_LATER", context: { retryAt: expect.closeTo(mark.notBefore, -3) as number } });
  expect([early.ids, server.requests]).toEqual([[], []]);
  const late = await run(parameters, { cursor: { ...mark, pausedAt: 0, notBefore: Date.now() } as never });
  expect([late.thrown, late.ids]).toEqual([null, rest]);
});

test("D13: a run killed in a pause of 31 s waits for what is left of it when it is started again", async () => {
  const now = Date.now();
  const begun = performance.now();
  const { ids, events } = await run({ ids: "11,12" }, { cursor: { start: 1, pausedAt: now - 30_000, notBefore: now + 1_100 } });
  expect(ids).toEqual(["PMC12"]);
  expect((server.times[0] ?? 0) - begun).toBeGreaterThanOrEqual(1_090);
  expect(events).toMatchObject([{ name: "rate-limit-wait", payload: { host: server.host, cause: "pause" } }]);
});

test("D13: a pause of 31 s is marked before the wait, a shorter one is not", async () => {
  const controller = new AbortController();
  const marks: unknown[] = [];
  const running = run({ ids: "11,12" }, { signal: controller.signal, mark: (at) => void marks.push(at) }, { answerWith: pausing(2, 31) });
  await expect.poll(() => marks.length).toBe(3);
  controller.abort(new Error("stop"));
  expect((await running).thrown).toMatchObject({ message: "stop" });
  expect(marks).toMatchObject([{ start: 0 }, { start: 1 }, { start: 1, notBefore: expect.any(Number) as number }]);
  expect((await run({ ids: "11,12" }, {}, { answerWith: pausing(2, 1) })).marks).toEqual([{ start: 0 }, { start: 1 }]);
});

test("an article that is not found fails alone, a server that is down ends the run", async () => {
  const { errors, documents } = await run({ ids: "11,12" }, {}, { answerWith: (response, url) => (url.search.includes("id=11&") ? response.writeHead(404).end() : serve(response, url)) });
  expect(errors).toMatchObject([{ code: "HTTP_STATUS" }]);
  expect(documents).toHaveLength(1);
  expect((await run({ ids: "11" }, {}, { answerWith: (response) => response.writeHead(503).end() })).thrown).toMatchObject({ code: "HTTP_STATUS" });
});

test("B12: a search that is refused on resume is an error that says so", async () => {
  const { thrown } = await run({ term: "x" }, { cursor: { start: 3 } }, { answerWith: (response) => response.writeHead(400).end() });
  expect(thrown).toMatchObject({ code: "CURSOR_EXPIRED" });
});

test("D26: a page without ids is the end; D27: the count neither stops the listing nor prolongs it", async () => {
  const answerWith = (count: string): Answer => (response, url) => {
    if (!url.pathname.endsWith("esearch.fcgi")) serve(response, url);
    else sendJson(response, { esearchresult: { count, idlist: url.searchParams.get("retstart") === "0" ? ["11", "12"] : [] } });
  };
  for (const count of ["2", "1", "9007199254740993", "none"]) expect((await run({ term: "x", pageSize: 2 }, {}, { answerWith: answerWith(count) })).documents).toHaveLength(2);
});

test("a search that repeats itself ends with PAGINATION_LOOP", async () => {
  const answerWith: Answer = (response, url) => (url.pathname.endsWith("esearch.fcgi") ? sendJson(response, { esearchresult: { idlist: ["11"] } }) : serve(response, url));
  const { thrown, ids, events } = await run({ term: "x" }, {}, { answerWith });
  expect(thrown).toMatchObject({ code: "PAGINATION_LOOP" });
  expect(ids).toEqual(["PMC11"]);
  expect(events).toContainEqual({ name: "duplicate-items", payload: { page: 2, dropped: 1, conflicts: 0 } });
});

test("D29: a result that is no id fails with its place", async () => {
  const idlist = [null, 11, "x", { id: "11" }, "12"];
  const answerWith: Answer = (response, url) => {
    if (!url.pathname.endsWith("esearch.fcgi")) serve(response, url);
    else sendJson(response, { esearchresult: { idlist: url.searchParams.get("retstart") === "0" ? idlist : [] } });
  };
  const { ids, errors, documents } = await run({ term: "x" }, {}, { answerWith });
  expect(ids).toEqual(["result-1", "result-2", "result-3", "result-4", "PMC12"]);
  expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "RECORD_MALFORMED"));
  expect(documents).toHaveLength(1);
});

test("D20: a hostile article fails alone and the process goes on", async () => {
  const deep = `${DOCTYPE}<pmc-articleset>${"<a>".repeat(300_000)}${"</a>".repeat(300_000)}</pmc-articleset>`;
  const { errors, documents } = await run({ ids: "11,12" }, {}, { answerWith: (response, url) => (url.search.includes("id=11&") ? sendXml(response, deep) : serve(response, url)) });
  expect(errors).toMatchObject([{ code: "RECORD_TOO_LARGE" }]);
  expect(documents).toHaveLength(1);
});

test("E8: the key is sent, and is in no mark, event, notice, error or document", async () => {
  const echo: Answer = (response, _, request) => response.writeHead(429).end(`${request.url} ${KEY}`);
  const refused: Answer = (response) => response.writeHead(400).end(`{"error":"API key invalid","api-key":"${KEY}"}`);
  const inBody: Answer = (response) => sendJson(response, { error: `API key invalid: ${KEY}` });
  const good = await run({ term: "x", apiKey: KEY });
  expect(server.requests.every((request) => request.includes(`api_key=${encodeURIComponent(KEY)}`))).toBe(true);
  const runs = [good];
  for (const answerWith of [echo, refused, inBody]) runs.push(await run({ term: "x", apiKey: KEY }, {}, { answerWith }), await run({ ids: "11" }, {}, { answerWith, apiKey: KEY }));
  expect(runs.slice(1).every(({ thrown }) => thrown instanceof Error)).toBe(true);
  const shown = runs.map((result) => {
    const { message, stack, context, cause } = (result.thrown ?? {}) as { message?: string; stack?: string; context?: unknown; cause?: unknown };
    return JSON.stringify([result, message, stack, context, String(cause)]);
  }).join("");
  for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString("base64")]) expect(shown).not.toContain(form);
});

test("three requests a second are asked for, ten with a key", async () => {
  for (const [apiKey, apart] of [[undefined, 333], [KEY, 100]] as const) {
    const adapter = pmc({ baseUrl: server.url, allowHosts: ["127.0.0.1"], ...(apiKey === undefined ? {} : { apiKey }) });
    server.times.length = 0;
    const nothing = (): void => undefined;
    const context = { parameters: adapter.parameters?.parse({ ids: "11,12,13" }) as never, signal: new AbortController().signal, cursor: null, mark: nothing, expect: nothing, emit: nothing, retrying: nothing, circuitChanged: nothing };
    for await (const item of adapter.fetch(context)) expect(item.xml).toBeDefined();
    expect(server.times).toHaveLength(3);
    expect(server.times[2]! - server.times[0]!).toBeGreaterThan(1.8 * apart);
  }
});

test("A1: nothing is requested while the consumer waits", async () => {
  const adapter = made();
  const nothing = (): void => undefined;
  const context = { parameters: adapter.parameters?.parse({ term: "x" }) as unknown, signal: new AbortController().signal, cursor: null, mark: nothing, expect: nothing, emit: nothing, retrying: nothing, circuitChanged: nothing };
  server.requests.length = 0;
  for await (const _ of adapter.fetch(context)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.requests).toHaveLength(2);
    break;
  }
});

test.each([{}, { term: "x", ids: "11" }, { term: "" }, { ids: "" }, { ids: "abc" }, { term: "x", pageSize: 0 }, { term: "x", db: "pubmed" }, { term: "x", retstart: 5 }, { input: [] }])("the parameters %o are refused", (wrong) => {
  expect(made().parameters?.safeParse(wrong).success).toBe(false);
});

test.each(["ftp://x", "nowhere", ""])("the base URL '%s' is refused", (wrong) => expect(() => pmc({ baseUrl: wrong })).toThrow(TypeError));

test("a limit that is none is refused", () => expect(() => pmc({ maxFileBytes: 0 })).toThrow(RangeError));
