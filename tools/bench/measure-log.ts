import { fileLogReader, hybridBus, openFileLog } from "@sluice/event-bus";

/** `node measure-log.ts <write|read> <directory> <events>`: through a hybrid bus into a log, or out of it. */
const [way, directory = "", events] = process.argv.slice(2);
const count = Number(events);

/** What one run has found. */
export interface LogMeasurement {
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
}

async function write(): Promise<void> {
  await using log = await openFileLog(directory);
  await using bus = hybridBus({ log });
  let handed = 0;
  bus.subscribe("*", () => (handed += 1));
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const published = bus.publish({ type: "AdapterEvent", version: 1, sequence, timestamp: Date.now(), runId: "r1", pipelineId: "p1", adapter: "bench", name: "n", payload: "x".repeat(200) });
    if (sequence % 100 === 0) await published;
  }
  await bus.flush();
  if (handed !== count) throw new Error(`Cannot measure: expected ${count} events, received ${handed}`);
}

async function read(): Promise<void> {
  let last = 0;
  for await (const { offset } of fileLogReader(directory).read()) {
    if (offset !== last + 1) throw new Error(`Cannot measure: expected offset ${last + 1}, received ${offset}`);
    last = offset;
  }
  if (last !== count) throw new Error(`Cannot measure: expected ${count} events, received ${last}`);
}

const begun = performance.now();
await (way === "write" ? write() : read());
const seconds = (performance.now() - begun) / 1000;
const measurement: LogMeasurement = { seconds, eventsPerSecond: count / seconds, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(`${JSON.stringify(measurement)}\n`);
