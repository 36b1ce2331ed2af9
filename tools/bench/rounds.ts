import { runChild } from "./child.ts";
import { SCENARIOS, type Scenario } from "./job.ts";
import { median } from "./median.ts";
import type { Measurement } from "./measurement.ts";
import { loadPeer, type PeerName } from "./peer.ts";

/** What {@link measureRounds} does. */
export interface RoundsOptions {
  readonly peers: readonly PeerName[];
  readonly rounds: number;
  readonly documents: number;
  /** Told before each run. */
  readonly onRun?: (round: number, peer: PeerName, scenario: Scenario) => void;
}

/** The medians of one peer in one scenario. */
export interface Figure {
  readonly peer: PeerName;
  readonly scenario: Scenario;
  readonly cpuNsPerDocument: number;
  readonly documentsPerSecond: number;
  readonly peakRssMegabytes: number;
  /** CPU time as a multiple of the floor's in scenario `a`. */
  readonly multiple: number;
}

/**
 * Measures every peer in every scenario, round by round, so that a slow minute of the machine meets all of them;
 * each run has a process of its own.
 */
export async function measureRounds({ peers, rounds, documents, onRun }: RoundsOptions): Promise<Figure[]> {
  const jobs: { peer: PeerName; scenario: Scenario; runs: Measurement[] }[] = [];
  for (const peer of peers) {
    const { scenarios } = await loadPeer(peer);
    for (const scenario of SCENARIOS) if (scenarios.includes(scenario)) jobs.push({ peer, scenario, runs: [] });
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const { peer, scenario, runs } of jobs) {
      onRun?.(round, peer, scenario);
      runs.push(await runChild<Measurement>("./measure.ts", [peer, scenario, String(documents)]));
    }
  }
  const floor = jobs.find(({ peer, scenario }) => peer === "floor" && scenario === "a");
  if (floor === undefined) throw new TypeError("Cannot compare peers: expected the floor to be among them");
  const floorNs = median(floor.runs.map((run) => run.cpuNsPerDocument));
  return jobs.map(({ peer, scenario, runs }) => {
    const cpuNsPerDocument = median(runs.map((run) => run.cpuNsPerDocument));
    return {
      peer,
      scenario,
      cpuNsPerDocument,
      documentsPerSecond: median(runs.map((run) => (run.documents / run.wallMs) * 1000)),
      peakRssMegabytes: median(runs.map((run) => run.peakRssBytes / 1_000_000)),
      multiple: cpuNsPerDocument / floorNs,
    };
  });
}
