import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import type { BusMeasurement } from "../measure-bus.ts";
import type { LogMeasurement } from "../measure-log.ts";
import { median } from "../median.ts";

const LIMIT_NS = 150;
const LEAST_PER_SECOND = 20_000;
const WAYS = { bus: "memoryBus, by type", wildcard: "memoryBus, by Document*", emitter: "node EventEmitter", target: "EventTarget" } as const;

/** What an event costs per subscriber with five of them, and how fast and how large writing and reading a log is. */
export async function bus(events: number, rounds: number): Promise<Finding[]> {
  const runs = { bus: [], wildcard: [], emitter: [], target: [] } as Record<keyof typeof WAYS, number[]>;
  const ways = Object.keys(WAYS) as (keyof typeof WAYS)[]; // keys of a const object
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) runs[way].push((await runChild<BusMeasurement>("./measure-bus.ts", [way, "2000000"])).nsPerDelivery);
  }
  const findings = ways.map((way): Finding => {
    const ns = median(runs[way]);
    const isOurs = way === "bus" || way === "wildcard";
    return { name: WAYS[way], value: `${ns.toFixed(1)} ns per event and subscriber`, limit: isOurs ? `<= ${LIMIT_NS} ns` : null, passed: ns <= LIMIT_NS };
  });
  return [...findings, ...(await logFindings(events))];
}

async function logFindings(events: number): Promise<Finding[]> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-bench-"));
  try {
    const [written, read] = [await measure("write", directory, events), await measure("read", directory, events)];
    const [seconds, megabytes] = [read.seconds, read.peakRssBytes / 1e6];
    const perSecond = written.eventsPerSecond;
    return [
      { name: "hybridBus, log synced by interval", value: `${perSecond.toFixed(0)} events/s`, limit: `>= ${LEAST_PER_SECOND}`, passed: perSecond >= LEAST_PER_SECOND },
      { name: `log read, ${events} events`, value: `${seconds.toFixed(1)} s, peak RSS ${megabytes.toFixed(0)} MB`, limit: "<= 60 s, 150 MB", passed: seconds <= 60 && megabytes <= 150 },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(way: "write" | "read", directory: string, events: number): Promise<LogMeasurement> {
  return await runChild<LogMeasurement>("./measure-log.ts", [way, directory, String(events)]);
}
