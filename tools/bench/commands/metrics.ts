import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../median.ts";

const LIMIT = 1.1;

/** Runs that are compared: one without and one with metrics. */
const PAIRS = [
  { name: "events", scenario: "ea", plain: "plain", observed: "observed" },
  { name: "events, 16 in flight", scenario: "eb", plain: "plain", observed: "observed" },
  { name: "arrays of events, 16 in flight", scenario: "eb", plain: "batches", observed: "observed-batches" },
] as const;

/** Whether the aggregator and the Prometheus metrics together cost at most 10 % more CPU per document. */
export async function metrics(documents: number, rounds: number): Promise<Finding[]> {
  const pairs = PAIRS.map((pair) => ({ pair, plain: [] as Measurement[], observed: [] as Measurement[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { pair, plain, observed } of pairs) {
      plain.push(await measure(pair.plain, pair.scenario, documents));
      observed.push(await measure(pair.observed, pair.scenario, documents));
    }
  }
  return pairs.flatMap(({ pair, plain, observed }) => {
    const ratio = cpuOf(observed) / cpuOf(plain);
    const figures = `${cpuOf(plain).toFixed(0)} ns CPU per document, with metrics ${cpuOf(observed).toFixed(0)} ns`;
    return [
      { name: pair.name, value: figures, limit: null, passed: true },
      { name: `${pair.name}: ratio`, value: ratio.toFixed(3), limit: `<= ${LIMIT}`, passed: ratio <= LIMIT },
    ];
  });
}

function measure(way: string, scenario: string, documents: number): Promise<Measurement> {
  return runChild<Measurement>("./measure-metrics.ts", [way, scenario, String(documents)]);
}

function cpuOf(runs: readonly Measurement[]): number {
  return median(runs.map((run) => run.cpuNsPerDocument));
}
