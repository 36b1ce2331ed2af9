import { clinicalTrials, type PageItem } from "@sluice/adapters/clinical-trials";
import type { Document, FetchContext } from "@sluice/core-events";

/** What one way of reading listings took. */
export interface AdapterMeasurement {
  readonly documents: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

/**
 * `node measure-adapter.ts <adapter|bare> <port> <listings>` reads so many listings of the loopback server at the same time and
 * makes documents of them: through the adapter, or with `fetch`, `JSON.parse` and the same step from study to document.
 */
const [way, port, listings] = process.argv.slice(2);
if (port === undefined || listings === undefined || (way !== "adapter" && way !== "bare")) throw new TypeError("Cannot measure: expected a way, a port and a number");

const baseUrl = `http://127.0.0.1:${port}/api/v2`;
const adapter = clinicalTrials({ baseUrl, allowHosts: [`127.0.0.1:${port}`] });
const context: FetchContext<never> = {
  parameters: adapter.parameters?.parse({ pageSize: 500 }) as never, // of this adapter's own schema
  signal: new AbortController().signal,
  cursor: null,
  mark: () => undefined,
  expect: () => undefined,
  emit: () => undefined,
  retrying: () => undefined,
  circuitChanged: () => undefined,
};

async function throughAdapter(): Promise<number> {
  let documents = 0;
  for await (const item of adapter.fetch(context)) documents += countOf(await adapter.parse(item, context));
  return documents;
}

async function bare(): Promise<number> {
  let documents = 0;
  for (let token: string | undefined = ""; token !== undefined; ) {
    const response = await fetch(`${baseUrl}/studies?pageSize=500${token === "" ? "" : `&pageToken=${token}`}`);
    const { studies, nextPageToken } = JSON.parse(await response.text()) as { studies: unknown[]; nextPageToken?: string };
    for (const [index, value] of studies.entries()) {
      const item: PageItem = { page: 1, index, bytes: 0, value };
      documents += countOf(await adapter.parse(item, context));
    }
    token = nextPageToken;
  }
  return documents;
}

function countOf({ docId }: Document): number {
  return docId === "" ? 0 : 1;
}

const read = way === "adapter" ? throughAdapter : bare;
await read(); // so that compiling and the first connection do not count
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const counts = await Promise.all(Array.from({ length: Number(listings) }, read));
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);

const measurement: AdapterMeasurement = { documents: counts.reduce((sum, count) => sum + count, 0), wallMs, cpuMs: (user + system) / 1000 };
process.stdout.write(`${JSON.stringify(measurement)}\n`);
