import { EventEmitter } from "node:events";
import { type BusEvent, memoryBus } from "@sluice/event-bus";

/** `node measure-bus.ts <bus|wildcard|emitter|target> <events>`: five listeners that add a number up. */
const [way, events] = process.argv.slice(2);
const count = Number(events);
const LISTENERS = 5;

/** What one run has found. */
export interface BusMeasurement {
  readonly nsPerDelivery: number;
}

const event: BusEvent = {
  type: "DocumentFailed",
  version: 1,
  sequence: 1,
  timestamp: 1_763_775_600_000,
  runId: "r1",
  pipelineId: "p1",
  docId: "d1",
  error: "no",
  errorType: "X",
  retryCount: 0,
  isRetryable: false,
};
let sum = 0;

/** A function that publishes the event once. */
function publisher(): () => void {
  if (way === "emitter") {
    const emitter = new EventEmitter();
    for (let n = 0; n < LISTENERS; n += 1) emitter.on(event.type, (taken: typeof event) => (sum += taken.sequence as number));
    return () => void emitter.emit(event.type, event);
  }
  if (way === "target") {
    const target = new EventTarget();
    for (let n = 0; n < LISTENERS; n += 1) target.addEventListener(event.type, (taken) => (sum += (taken as CustomEvent<{ sequence: number }>).detail.sequence));
    return () => void target.dispatchEvent(new CustomEvent(event.type, { detail: event }));
  }
  const bus = memoryBus();
  for (let n = 0; n < LISTENERS; n += 1) bus.subscribe(way === "wildcard" ? "Document*" : "DocumentFailed", (taken) => (sum += taken.sequence));
  return () => void bus.publish(event);
}

const publish = publisher();
for (let n = 0; n < 100_000; n += 1) publish(); // so that compiling does not count
sum = 0;
const begun = performance.now();
for (let n = 0; n < count; n += 1) publish();
const nsPerDelivery = ((performance.now() - begun) * 1e6) / count / LISTENERS;
if (sum !== count * LISTENERS) throw new Error(`Cannot measure: expected ${count * LISTENERS} deliveries, received ${sum}`);
process.stdout.write(`${JSON.stringify({ nsPerDelivery } satisfies BusMeasurement)}\n`);
