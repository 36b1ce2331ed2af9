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

/**
 * Whether the aggregator and the Prometheus metrics together cost at most 10 % more CPU per document: the median of the rounds' ratios,
 * each of two runs right after each other, of which every other round begins with the other.
 */
export async function metrics(documents: number, rounds: number): Promise<Finding[]> {
  const pairs = PAIRS.map((pair) => ({ pair, plain: [] as Measurement[], observed: [] as Measurement[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { pair, plain, observed } of pairs) {
      const runs = [async () => plain.push(await measure(pair.plain, pair.scenario, documents)), async () => observed.push(await measure(pair.observed, pair.scenario, documents))];
      for (const run of round % 2 === 0 ? runs : runs.reverse()) await run();
    }
  }
  return pairs.flatMap(({ pair, plain, observed }) => {
    const ratio = median(observed.map(({ cpuNsPerDocument }, round) => cpuNsPerDocument / (plain[round]?.cpuNsPerDocument ?? NaN)));
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
