import type { Scenario } from "./job.ts";
import type { Tally } from "./tally.ts";

/** One library (or the bare loop) that does the job. */
export interface Peer {
  /** The scenarios it can do. */
  readonly scenarios: readonly Scenario[];
  /** Does `scenario` with `count` documents and hands everything to `tally`. */
  run(scenario: Scenario, count: number, tally: Tally): Promise<void>;
}

/** Every peer, with the remark that stands under the table. Modules are loaded in the child that measures, one per run. */
export const PEERS = {
  floor: { module: "./peers/floor.ts", label: "bare for await", remark: "one at a time, also in b, c and eb" },
  sluice: { module: "./peers/sluice.ts", label: "Sluice", remark: "iterResults for a, b, c; streamEvents for ea, eb" },
  "sluice-batches": { module: "./peers/sluice-batches.ts", label: "Sluice .batches()", remark: "the same events in arrays" },
  "p-map": { module: "./peers/p-map.ts", label: "p-map", remark: "ordered; started arrives together with completed" },
  "streaming-iterables": { module: "./peers/streaming-iterables.ts", label: "streaming-iterables", remark: "unordered" },
  rxjs: { module: "./peers/rxjs.ts", label: "RxJS mergeMap", remark: "no back-pressure" },
  effect: { module: "./peers/effect.ts", label: "Effect Stream", remark: "unordered, runForEach" },
  "effect-iterable": { module: "./peers/effect-iterable.ts", label: "Effect as iterable", remark: "unordered, toAsyncIterable" },
  "readable-map": { module: "./peers/readable-map.ts", label: "Readable.map", remark: "ordered; started arrives together with completed" },
} as const;

/** The name of a peer. */
export type PeerName = keyof typeof PEERS;

/** The names of all peers, in the order of the table. */
export const PEER_NAMES = Object.keys(PEERS) as PeerName[]; // keys of a const object

export async function loadPeer(name: PeerName): Promise<Peer> {
  const { peer } = (await import(PEERS[name].module)) as { readonly peer: Peer }; // every module of the table exports `peer`
  return peer;
}
