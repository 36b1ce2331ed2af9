import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { StallMeasurement } from "../measure-stall.ts";
import { median } from "../median.ts";
import { PEERS, type PeerName } from "../peer.ts";

const LIMIT_MS = 20;
const RUNS = 3;

/** How long the event loop goes without a turn while a stage only awaits microtasks; the median of three runs. */
export async function stall(documents: number, peers: readonly PeerName[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const peer of peers) {
    const runs: StallMeasurement[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      runs.push(await runChild<StallMeasurement>("./measure-stall.ts", [peer, String(documents)]));
    }
    const maxMs = median(runs.map((run) => run.maxMs));
    findings.push({
      name: PEERS[peer].label,
      value: `p99 ${median(runs.map((run) => run.p99Ms)).toFixed(1)} ms, max ${maxMs.toFixed(1)} ms`,
      limit: peer.startsWith("sluice") ? `max <= ${LIMIT_MS} ms` : null,
      passed: maxMs <= LIMIT_MS,
    });
  }
  return findings;
}
