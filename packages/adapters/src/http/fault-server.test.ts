import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { AnyAdapter, FetchContext, RetryNotice } from "@sluice/core-events";
import { afterEach, expect, test } from "vitest";
import { clinicalTrials } from "../clinical-trials.js";
import { httpJson } from "../http-json.js";
import { withoutRetrievalTime } from "../testing/without-retrieval-time.js";

const main = fileURLToPath(new URL("../../../../tools/fault-server/main.ts", import.meta.url));
const http = { allowHosts: ["127.0.0.1"], retry: { initialDelayMs: 2 }, timeoutMs: 5_000 };

let server: ChildProcess | undefined;
afterEach(() => server?.kill());

/** A fault server in a process of its own, so that handles counted here are the adapter's. */
async function start(flags: Readonly<Record<string, number>>): Promise<string> {
  server = spawn(process.execPath, [main, ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(server.stdout as Readable), "line")) as [string]; // piped, so there is one
  return (JSON.parse(line) as { url: string }).url;
}

interface Run {
  readonly context: FetchContext;
  readonly retries: RetryNotice[];
  readonly marks: unknown[];
}

function runOf(adapter: AnyAdapter, parameters: Record<string, unknown>, cursor: unknown = null): Run {
  const retries: RetryNotice[] = [];
  const marks: unknown[] = [];
  const context: FetchContext = {
    parameters: adapter.parameters?.parse(parameters),
    signal: new AbortController().signal,
    cursor: cursor as null,
    mark: (at) => void marks.push(at),
    expect: () => undefined,
    emit: () => undefined,
    retrying: (retry) => void retries.push(retry),
    circuitChanged: () => undefined,
  };
  return { context, retries, marks };
}

async function drain(adapter: AnyAdapter, { context }: Run): Promise<{ ids: string[]; documents: unknown[] }> {
  const ids: string[] = [];
  const documents: unknown[] = [];
  for await (const raw of adapter.fetch(context)) {
    ids.push(adapter.identify(raw));
    documents.push(await adapter.parse(raw, context));
  }
  return { ids, documents };
}

const openSockets = (): string[] => process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"));

test("half of all first attempts going wrong changes neither ids nor content, at most 2.2 requests per page", async () => {
  const shape = { documents: 3_000, "page-size": 100, seed: 3, "document-bytes": 900 };
  const calm = clinicalTrials({ baseUrl: await start(shape), ...http });
  const expected = await drain(calm, runOf(calm, {}));
  server?.kill();
  const url = await start({ ...shape, "fault-rate": 0.5 });
  const adapter = clinicalTrials({ baseUrl: url, ...http });
  const run = runOf(adapter, {});
  const { ids, documents } = await drain(adapter, run);
  expect(ids).toEqual(expected.ids);
  expect(new Set(ids).size).toBe(3_000);
  expect(withoutRetrievalTime(documents)).toEqual(withoutRetrievalTime(expected.documents));
  const stats = (await (await fetch(`${url}/__stats`)).json()) as { requests: number; faults: number; tooEarly: number; pages: Record<string, number> };
  expect(stats.requests).toBeLessThanOrEqual(2.2 * Object.keys(stats.pages).length);
  expect(stats.tooEarly).toBe(0);
  expect(run.retries).toHaveLength(stats.requests - Object.keys(stats.pages).length);
}, 60_000);

test("plain items come whole through every fault", async () => {
  const url = await start({ documents: 1_050, "page-size": 100, seed: 11, "fault-rate": 0.9 });
  const adapter = httpJson(http);
  const { ids } = await drain(adapter, runOf(adapter, { url: `${url}/items`, pagination: "page", pageSize: 100 }));
  expect(ids).toEqual(Array.from({ length: 1_050 }, (_, n) => `item-${n + 1}`));
}, 60_000);

test("a run resumed at any mark goes on without loss and without repetition", async () => {
  const adapter = clinicalTrials({ baseUrl: await start({ documents: 450, "page-size": 100, seed: 5, "fault-rate": 0.3 }), ...http });
  const whole = runOf(adapter, {});
  const { ids } = await drain(adapter, whole);
  for (const [page, mark] of whole.marks.entries()) {
    expect((await drain(adapter, runOf(adapter, {}, JSON.parse(JSON.stringify(mark))))).ids).toEqual(ids.slice(page * 100));
  }
});

test("A2: a consumer that stops early leaves no socket in the process", async () => {
  const adapter: AnyAdapter = clinicalTrials({ baseUrl: await start({ documents: 1_000, "page-size": 100 }), ...http });
  for await (const _ of adapter.fetch(runOf(adapter, {}).context)) {
    expect(openSockets()).not.toEqual([]);
    break;
  }
  await expect.poll(openSockets).toEqual([]);
});
