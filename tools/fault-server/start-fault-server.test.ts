import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { chooseFault, type Fault, FAULTS } from "./choose-fault.ts";
import { startFaultServer, type FaultServerOptions } from "./start-fault-server.ts";

const options: FaultServerOptions = { documents: 250, pageSize: 100, seed: 7, faultRate: 0, documentBytes: 700 };

/** One attempt: the JSON value, or what went wrong. */
async function attempt(url: string): Promise<unknown> {
  try {
    const response = await fetch(url);
    const text = await response.text();
    return response.ok ? (JSON.parse(text) as unknown) : response.status;
  } catch {
    return "broken";
  }
}

async function studiesOf(url: string): Promise<{ ids: string[]; pages: number[] }> {
  const ids: string[] = [];
  const pages: number[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const page = (await (await fetch(`${url}/studies${token === "" ? "" : `?pageToken=${token}`}`)).json()) as StudiesPage;
    ids.push(...page.studies.map((study) => study.protocolSection.identificationModule.nctId));
    pages.push(page.studies.length);
    token = page.nextPageToken;
  }
  return { ids, pages };
}

interface StudiesPage {
  readonly studies: readonly { readonly protocolSection: { readonly identificationModule: { readonly nctId: string } } }[];
  readonly nextPageToken?: string;
}

test("studies have stable ids, and pages follow each other by token", async () => {
  await using server = await startFaultServer(options);
  const { ids, pages } = await studiesOf(server.url);
  expect(pages).toEqual([100, 100, 50]);
  expect(ids.slice(0, 2)).toEqual(["NCT00000001", "NCT00000002"]);
  expect(new Set(ids).size).toBe(250);
});

test("a full last page carries a token, and an empty page follows", async () => {
  await using server = await startFaultServer({ ...options, documents: 200 });
  expect((await studiesOf(server.url)).pages).toEqual([100, 100, 0]);
});

test("items are served by page number", async () => {
  await using server = await startFaultServer(options);
  expect(await attempt(`${server.url}/items?page=3&pageSize=120`)).toMatchObject({ page: 3, items: { length: 10 } });
  expect(await attempt(`${server.url}/items?page=4&pageSize=120`)).toMatchObject({ items: [] });
  expect(await attempt(`${server.url}/items?page=x`)).toBe(400);
});

test("content depends on the seed alone, and has about the size asked for", async () => {
  await using first = await startFaultServer({ ...options, documentBytes: 2_000 });
  await using second = await startFaultServer({ ...options, documentBytes: 2_000 });
  await using other = await startFaultServer({ ...options, documentBytes: 2_000, seed: 8 });
  const body = async ({ url }: { url: string }): Promise<string> => await (await fetch(`${url}/studies`)).text();
  expect(await body(first)).toBe(await body(second));
  expect(await body(first)).not.toBe(await body(other));
  expect((await body(first)).length / 100).toBeGreaterThan(1_500);
  expect((await body(first)).length / 100).toBeLessThan(2_500);
});

test("faults depend on seed, page and attempt, come at the rate asked for, and end with the third attempt", () => {
  const seen = new Map<Fault | null, number>();
  for (let page = 0; page < 2_000; page += 1) {
    const choice = { seed: 1, faultRate: 0.5, page: String(page), attempt: 1 };
    expect(chooseFault(choice)).toBe(chooseFault(choice));
    expect(chooseFault({ ...choice, faultRate: 1, attempt: 3 })).toBeNull();
    const fault = chooseFault(choice);
    seen.set(fault, (seen.get(fault) ?? 0) + 1);
  }
  expect(seen.get(null)).toBeGreaterThan(900);
  expect(seen.get(null)).toBeLessThan(1_100);
  expect(FAULTS.filter((fault) => !seen.has(fault))).toEqual([]);
});

test("every page succeeds at the latest on its third attempt, and stats count the requests", async () => {
  await using server = await startFaultServer({ ...options, documents: 4_000, faultRate: 1 });
  for (let page = 1; page <= 40; page += 1) {
    const url = `${server.url}/items?page=${page}`;
    const last = [await attempt(url), await attempt(url), await attempt(url)].at(-1);
    expect(last).toMatchObject({ page });
  }
  const stats = (await attempt(`${server.url}/__stats`)) as ReturnType<typeof server.stats>;
  expect(stats).toEqual(server.stats());
  expect(stats).toMatchObject({ requests: 120, faults: 80 });
  expect(Object.values(stats.pages)).toEqual(Array(40).fill(3));
});

test("it runs as a child process that prints its URL and ends on SIGTERM", async () => {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "--documents", "3", "--page-size", "2"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { url } = JSON.parse(line) as { url: string };
  expect((await studiesOf(url)).ids).toEqual(["NCT00000001", "NCT00000002", "NCT00000003"]);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});
