import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { loadPeer, PEER_NAMES } from "./peer.ts";
import { Tally } from "./tally.ts";

/** How long timers wait in a run. */
export interface StallMeasurement {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** `node measure-stall.ts <peer> <documents>`: timers during a run whose stage only awaits microtasks. */
const [peerName, documents] = process.argv.slice(2);
const name = PEER_NAMES.find((known) => known === peerName);
if (name === undefined) throw new TypeError(`Cannot measure: expected a peer, received ${peerName}`);
const peer = await loadPeer(name);
const scenario = peer.scenarios.includes("b") ? "b" : "eb";

await peer.run(scenario, 2_000, new Tally()); // loads what is loaded late
const histogram = monitorEventLoopDelay({ resolution: 1 });
histogram.enable();
await delay(20); // the first sample is only what the next one is measured from, so it must come before the run
await peer.run(scenario, Number(documents), new Tally());
await delay(5); // lets a timer that the run held up fire, so that its delay is counted
histogram.disable();

const measurement: StallMeasurement = { p99Ms: histogram.percentile(99) / 1e6, maxMs: histogram.max / 1e6 };
process.stdout.write(`${JSON.stringify(measurement)}\n`);
