import { parseArgs } from "node:util";
import { startFaultServer } from "./start-fault-server.ts";

const FLAGS = {
  documents: { value: 1_000, min: 0, max: 1e9, says: "records that there are" },
  "page-size": { value: 100, min: 1, max: 1e6, says: "records per page, unless a request says otherwise" },
  seed: { value: 1, min: 0, max: 2 ** 53 - 1, says: "decides which requests go wrong, and how" },
  "fault-rate": { value: 0, min: 0, max: 1, says: "share of the first two attempts at a page that go wrong" },
  "document-bytes": { value: 700, min: 0, max: 1e8, says: "size of a record, about" },
  port: { value: 0, min: 0, max: 65_535, says: "on 127.0.0.1; 0 takes a free one" },
  "latency-ms": { value: 0, min: 0, max: 600_000, says: "wait before each answer" },
} as const;

type Flag = keyof typeof FLAGS;

const usage = ["node tools/fault-server/main.ts [options], prints its URL", ...Object.entries(FLAGS).map(([name, { value, says }]) => `  --${name} N`.padEnd(24) + `${says} (${value})`)].join("\n");

function numbersOf(args: readonly string[]): Record<Flag, number> {
  const options = Object.fromEntries(Object.entries(FLAGS).map(([name, { value }]) => [name, { type: "string", default: String(value) }] as const));
  const { values } = parseArgs({ args: [...args], options });
  const numbers = Object.entries(FLAGS).map(([name, { min, max }]) => {
    const number = Number(values[name]);
    if (values[name] === "" || !(number >= min && number <= max)) throw new RangeError(`Cannot start fault server: --${name} must be a number from ${min} to ${max}, received ${JSON.stringify(values[name])}`);
    return [name, number];
  });
  return Object.fromEntries(numbers) as Record<Flag, number>; // its names are those of FLAGS
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exit(2);
}

if (process.argv.includes("--help")) {
  console.log(usage);
  process.exit(0);
}

let numbers;
try {
  numbers = numbersOf(process.argv.slice(2));
} catch (error) {
  fail(error);
}
const server = await startFaultServer({
  documents: numbers.documents,
  pageSize: numbers["page-size"],
  seed: numbers.seed,
  faultRate: numbers["fault-rate"],
  documentBytes: numbers["document-bytes"],
  port: numbers.port,
  latencyMs: numbers["latency-ms"],
});
console.log(JSON.stringify({ url: server.url }));

const stop = (): void => void server.close();
process.once("SIGTERM", stop).once("SIGINT", stop);

const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) process.exit(0); // whoever started it has been killed
}, 1_000);
watch.unref();
