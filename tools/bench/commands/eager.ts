import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { Measurement } from "../measurement.ts";
import { median } from "../median.ts";

const LIMIT = 1.05;

/** Whether streaming costs at most 5 % more CPU than collecting everything with `runAsync`. */
export async function eager(documents: number, rounds: number): Promise<Finding[]> {
  const runs: Record<"eager" | "streaming", Measurement[]> = { eager: [], streaming: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ["eager", "streaming"] as const) {
      runs[way].push(await runChild<Measurement>("./measure-eager.ts", [way, String(documents)]));
    }
  }
  const cpu = { eager: cpuOf(runs.eager), streaming: cpuOf(runs.streaming) };
  const ratio = cpu.streaming / cpu.eager;
  return [
    { name: "runAsync", value: describe(runs.eager), limit: null, passed: true },
    { name: "iterResults", value: describe(runs.streaming), limit: null, passed: true },
    { name: "streaming / eager, CPU", value: ratio.toFixed(3), limit: `<= ${LIMIT}`, passed: ratio <= LIMIT },
  ];
}

function cpuOf(runs: readonly Measurement[]): number {
  return median(runs.map((run) => run.cpuNsPerDocument));
}

function describe(runs: readonly Measurement[]): string {
  const rate = median(runs.map((run) => run.documents / run.wallMs));
  return `${cpuOf(runs).toFixed(0)} ns CPU per document, ${rate.toFixed(0)} k docs/s, peak RSS ${median(runs.map((run) => run.peakRssBytes / 1e6)).toFixed(0)} MB`;
}
