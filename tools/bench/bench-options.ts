import { parseArgs } from "node:util";
import { PEER_NAMES, type PeerName } from "./peer.ts";

/** What can be measured; `speed` is the table. */
export const COMMANDS = ["speed", "memory", "stall", "readahead", "eager", "http", "http-memory", "faults", "bus", "replay", "codemod", "lint", "metrics", "sinks", "all"] as const;

/** What the command line of the benchmark says. */
export interface BenchOptions {
  readonly command: (typeof COMMANDS)[number];
  readonly rounds: number;
  /** `null` for what the command takes by itself. */
  readonly documents: number | null;
  readonly peers: readonly PeerName[];
  readonly json: boolean;
}

export const USAGE = `npm run bench -- [command] [options]

Commands
  speed         table of multiples of a bare for await, against other libraries (default)
  memory        2,000,000 documents in a heap of 32 MB
  stall         how long the event loop waits for a turn
  readahead     documents fetched ahead of a consumer that is stuck
  eager         streaming against runAsync at 100,000 documents
  http          100,000 documents over HTTP into a JSONL file, and the adapter against a bare loop
  http-memory   1,000,000 documents over HTTP into a JSONL file
  faults        10,000 documents from a server at which half of all first attempts go wrong
  bus           an event per subscriber against EventEmitter, and 1,000,000 events through a log
  replay        sluice replay of 1,000,000 events, and what its event log costs sluice ingest
  codemod       a dry run over 6,000 files with 80 calls, against ts-morph on the whole project
  lint          what the lint rules add to a typed lint run over 5,000 files
  metrics       what the aggregator and the Prometheus metrics add to a run of 1,000,000 documents
  sinks         documents of 1 kB into every sink; PostgreSQL where SLUICE_TEST_POSTGRES_URL is set
  all           all of them

Options
  --rounds N      interleaved rounds of speed, eager, http, replay, codemod, lint, metrics and sinks (default 5)
  --only NAME     this peer and the floor only; may be given more than once (${PEER_NAMES.join(", ")})
  --documents N   documents per run, instead of what the command takes by itself
  --json          figures as JSON instead of text
`;

/**
 * Reads the command line.
 *
 * @throws {TypeError} If it says something unknown; the message is for the user.
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions | "help" {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "5" },
      documents: { type: "string" },
      only: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return "help";
  return {
    command: oneOf(COMMANDS, positionals[0] ?? "speed", "command"),
    rounds: positiveInteger(values.rounds, "--rounds"),
    documents: values.documents === undefined ? null : positiveInteger(values.documents, "--documents"),
    peers: selectPeers(values.only),
    json: values.json,
  };
}

function selectPeers(only: readonly string[]): readonly PeerName[] {
  const wanted = new Set<PeerName>(only.map((name) => oneOf(PEER_NAMES, name, "--only")));
  if (wanted.size === 0) return PEER_NAMES;
  if (wanted.has("sluice")) wanted.add("sluice-batches");
  return PEER_NAMES.filter((name) => name === "floor" || wanted.has(name));
}

function oneOf<Name extends string>(names: readonly Name[], received: string, what: string): Name {
  const found = names.find((name) => name === received);
  if (found === undefined) throw new TypeError(`Cannot read ${what}: expected one of ${names.join(", ")}, received ${received}`);
  return found;
}

function positiveInteger(text: string, what: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new TypeError(`Cannot read ${what}: expected an integer >= 1, received ${text}`);
  return Number(text);
}
