import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import { SCENARIOS } from "../job.ts";
import type { Measurement } from "../measurement.ts";
import type { PeerName } from "../peer.ts";

const HEAP = ["--max-old-space-size=32", "--max-semi-space-size=4"];

/** Whether every scenario gets through `documents` documents in a heap of 32 MB: a queue without a bound dies there. */
export async function memory(documents: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const scenario of SCENARIOS) {
    findings.push(await finding("sluice", scenario, documents));
  }
  for (const scenario of ["ea", "eb"]) findings.push(await finding("sluice-batches", scenario, documents));
  return findings;
}

async function finding(peer: PeerName, scenario: string, documents: number): Promise<Finding> {
  const name = `${peer} ${scenario}`;
  const limit = `${documents} documents in a heap of 32 MB`;
  try {
    const run = await runChild<Measurement>("./measure.ts", [peer, scenario, String(documents)], { nodeOptions: HEAP });
    const value = `${(run.wallMs / 1000).toFixed(1)} s, peak RSS ${(run.peakRssBytes / 1_000_000).toFixed(0)} MB`;
    return { name, value, limit, passed: true };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, value: /heap out of memory/.test(message) ? "out of memory" : message, limit, passed: false };
  }
}
