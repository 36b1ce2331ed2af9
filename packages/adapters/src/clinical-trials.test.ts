import { readFileSync } from "node:fs";
import { type AnyAdapter, type Document, documentSchema, type FetchContext } from "@sluice/core-events";
import { adapterContract, collect } from "@sluice/core-events/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clinicalTrials } from "./clinical-trials.js";
import { type Loopback, loopback, sendJson } from "./http/testing/loopback-server.js";
import { withoutRetrievalTime } from "./testing/without-retrieval-time.js";

type Study = Readonly<Record<string, unknown>>;

const read = (name: string): Study => JSON.parse(readFileSync(new URL(`./http/__fixtures__/clinical-trials/${name}.json`, import.meta.url), "utf8")) as Study;
const ids = ["NCT00973089", "NCT03418623", "NCT03475563", "NCT04207047", "NCT05594173", "NCT06171568"];
const studies = ids.map(read);

let server: Loopback;
let baseUrl = "";
beforeAll(async () => {
  server = await loopback((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    if (pathname === "/recorded/studies") {
      sendJson(response, { ...read("search-page"), nextPageToken: undefined });
      return;
    }
    const size = Number(searchParams.get("pageSize"));
    const from = Number((searchParams.get("pageToken") ?? "t0").slice(1));
    const page = studies.slice(from, from + size);
    const total = searchParams.get("countTotal") === "true" && from === 0 ? { totalCount: studies.length } : {};
    sendJson(response, { ...total, studies: page, ...(page.length === size ? { nextPageToken: `t${from + size}` } : {}) }); // also behind a full last page
  });
  baseUrl = `${server.url}/api/v2`;
});
afterAll(async () => await server[Symbol.asyncDispose]());

const adapter = (): AnyAdapter => clinicalTrials({ baseUrl, allowHosts: ["127.0.0.1"] });

function contextOf(parameters: Record<string, unknown>, changes: Partial<FetchContext> = {}): FetchContext {
  return {
    parameters: adapter().parameters?.parse(parameters),
    signal: new AbortController().signal,
    cursor: null,
    mark: () => undefined,
    expect: () => undefined,
    emit: () => undefined,
    retrying: () => undefined,
    circuitChanged: () => undefined,
    ...changes,
  };
}

async function documentsOf(parameters: Record<string, unknown>, changes: Partial<FetchContext> = {}): Promise<Document[]> {
  const context = contextOf(parameters, changes);
  const made = adapter();
  const raws: unknown[] = await collect(made.fetch(context));
  return raws.map((raw) => made.parse(JSON.parse(JSON.stringify(raw)), context) as Document); // parse() of this adapter is synchronous
}

describe("adapter contract", () => {
  for (const { title, run } of adapterContract({ adapter, parameters: { pageSize: 2 }, items: studies.length })) test(title, run);
});

test("a study becomes a document that keeps all of it", async () => {
  const documents = await documentsOf({});
  expect(documents.map((document) => documentSchema.parse(document).docId)).toEqual(ids);
  expect(documents.map(({ raw }) => raw)).toEqual(studies);
  expect(documents[2]).toMatchObject({
    docId: "NCT03475563",
    title: "BiOSS Study (BiOSS LIM C Stent Registry in Bifurcated Lesions)",
    text: expect.stringContaining("pharmacoactive Stent") as string,
    sections: [{ title: "Detailed description" }, { title: "Eligibility criteria", text: expect.stringContaining("Age over 18 years") as string }],
    metadata: {
      status: "UNKNOWN",
      studyType: "OBSERVATIONAL",
      conditions: ["Coronary Artery Disease"],
      interventions: [expect.stringContaining("Coronary angioplasty")],
      sponsor: expect.any(String) as string,
      startDate: expect.stringMatching(/^\d{4}-\d\d/) as string,
      hasResults: false,
    },
    provenance: { source: "clinical-trials", url: "https://clinicaltrials.gov/study/NCT03475563", version: "2019-11-27" },
  });
});

test("a run that is resumed gives equal content", async () => {
  const marks: unknown[] = [];
  const whole = await documentsOf({ pageSize: 2 }, { mark: (at) => marks.push(at) });
  const rest = await documentsOf({ pageSize: 2 }, { cursor: marks[2] as never });
  expect(withoutRetrievalTime(rest)).toEqual(withoutRetrievalTime(whole.slice(4)));
  expect(whole.every(({ provenance }) => Math.abs(Date.now() - (provenance.retrievedAt ?? 0)) < 60_000)).toBe(true);
});

test("a recorded page of the API, with few fields, is read", async () => {
  const made = clinicalTrials({ baseUrl: `${server.url}/recorded`, allowHosts: ["127.0.0.1"] });
  const context = contextOf({}) as never;
  const items = await collect(made.fetch(context));
  const documents = items.map((item) => made.parse(item, context) as Document);
  expect(documents.length).toBeGreaterThan(0);
  expect(documents[0]).toMatchObject({ docId: "NCT05187377", metadata: { status: "COMPLETED", startDate: "2022-01-19" } });
});

test("D26: the empty page behind a full last one is a normal end", async () => {
  server.requests.length = 0;
  expect(await documentsOf({ pageSize: 3 })).toHaveLength(6);
  expect(server.requests).toHaveLength(3);
});

test("parameters are passed on by their own names, and the total is asked for once", async () => {
  server.requests.length = 0;
  const totals: number[] = [];
  await documentsOf({ "query.cond": "cystic fibrosis", "filter.overallStatus": "COMPLETED", pageSize: "4" }, { expect: (total) => totals.push(total) });
  const common = "query.cond=cystic+fibrosis&filter.overallStatus=COMPLETED&pageSize=4&format=json";
  expect(server.requests).toEqual([`/api/v2/studies?${common}&countTotal=true`, `/api/v2/studies?${common}&pageToken=t4`]);
  expect(totals).toEqual([6]);
});

test("a choice of fields always holds the id", () => {
  expect(contextOf({ fields: "BriefTitle|Phase" }).parameters).toMatchObject({ query: { fields: "BriefTitle,Phase,NCTId" } });
  expect(contextOf({ fields: "NCTId,Phase" }).parameters).toMatchObject({ query: { fields: "NCTId,Phase" } });
});

test.each([{ pageSize: 0 }, { pageSize: 1001 }, { pageSize: "many" }, { format: "csv" }])("the parameters %o are refused", (wrong) => {
  expect(adapter().parameters?.safeParse(wrong).success).toBe(false);
});

test("D29: a study without an NCT number fails alone", () => {
  const made = clinicalTrials();
  const item = { page: 3, index: 6, value: { protocolSection: null }, bytes: 1 };
  expect(made.identify(item)).toBe("page-3-item-7");
  expect(() => made.parse(item, undefined as never)).toThrow("Cannot parse item 7 of page 3: expected a study with an NCT number");
});

test.each(["ftp://x", "nowhere", ""])("the base URL '%s' is refused", (wrong) => {
  expect(() => clinicalTrials({ baseUrl: wrong })).toThrow(TypeError);
});
