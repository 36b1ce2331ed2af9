import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { AdapterMeasurement } from "../measure-adapter.ts";
import type { HttpMeasurement } from "../measure-http.ts";
import { median } from "../median.ts";
import { startPageServer } from "../page-server-process.ts";

const DOCUMENTS_PER_SECOND = 15_000;
const MAX_OVERHEAD = 0.3;
const LISTINGS = 8;
/** A study of the registry has some 10 kB and more; the short ones, a twentieth of that, show nothing but overhead. */
const STUDY_BYTES = 10_000;

/** How fast documents get from an HTTP server into a file, and what the adapter adds to `fetch` and `JSON.parse`. */
export async function http(documents: number, rounds: number): Promise<Finding[]> {
  const throughput = await throughputOf(documents);
  const long = await overheadOf({ documents: documents / 20, bytes: STUDY_BYTES, rounds });
  const short = await overheadOf({ documents: documents / 5, bytes: 500, rounds });
  return [
    {
      name: "HTTP to JSONL, pages of 500",
      value: `${throughput.toFixed(0)} docs/s`,
      limit: `>= ${DOCUMENTS_PER_SECOND} docs/s`,
      passed: throughput >= DOCUMENTS_PER_SECOND,
    },
    { name: `adapter over bare loop, 8 at once, ${STUDY_BYTES} bytes`, value: percent(long), limit: `<= ${percent(MAX_OVERHEAD)}`, passed: long <= MAX_OVERHEAD },
    { name: "adapter over bare loop, 8 at once, 500 bytes", value: percent(short), limit: null, passed: true },
  ];
}

async function throughputOf(documents: number): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    await using server = await startPageServer(documents);
    const { completed, wallMs } = await runChild<HttpMeasurement>("./measure-http.ts", [server.port, directory]);
    if (completed !== documents) throw new Error(`Cannot measure: expected ${documents} documents, received ${completed}`);
    return (completed / wallMs) * 1000;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** How much more CPU time per document the adapter takes; the median of rounds in which both take their turn. */
async function overheadOf({ documents, bytes, rounds }: { readonly documents: number; readonly bytes: number; readonly rounds: number }): Promise<number> {
  await using server = await startPageServer(Math.ceil(documents), { bytes });
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cpuMs = async (way: string): Promise<number> => (await runChild<AdapterMeasurement>("./measure-adapter.ts", [way, server.port, String(LISTINGS)])).cpuMs;
    const bare = await cpuMs("bare");
    ratios.push((await cpuMs("adapter")) / bare - 1);
  }
  return median(ratios);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
