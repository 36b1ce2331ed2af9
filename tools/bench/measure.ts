import { SCENARIOS } from "./job.ts";
import { loadPeer, PEER_NAMES } from "./peer.ts";
import { Tally } from "./tally.ts";
import type { Measurement } from "./measurement.ts";

/** One run in a process of its own: `node measure.ts <peer> <scenario> <documents>` prints one {@link Measurement} as JSON. */
const [peerName, scenarioName, documents] = process.argv.slice(2);
const name = PEER_NAMES.find((known) => known === peerName);
const scenario = SCENARIOS.find((known) => known === scenarioName);
const count = Number(documents);
if (name === undefined || scenario === undefined || !Number.isInteger(count)) {
  throw new TypeError(`Cannot measure: expected a peer, a scenario and a number of documents, received ${process.argv.slice(2).join(" ")}`);
}

const WARM_UP_DOCUMENTS = 50_000;

const peer = await loadPeer(name);
await peer.run(scenario, Math.min(count, WARM_UP_DOCUMENTS), new Tally()); // so that compiling does not count: it is nearly half of a short run of the floor
const tally = new Tally();
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await peer.run(scenario, count, tally);
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
tally.assertDone(scenario, count);

const measurement: Measurement = {
  documents: count,
  cpuNsPerDocument: ((cpu.user + cpu.system) * 1000) / count,
  wallMs,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
