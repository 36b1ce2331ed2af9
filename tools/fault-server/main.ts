import { parseArgs } from "node:util";
import { startFaultServer } from "./start-fault-server.ts";

const DEFAULTS = {
  documents: "1000",
  "page-size": "100",
  seed: "1",
  "fault-rate": "0",
  "document-bytes": "700",
  port: "0",
  "latency-ms": "0",
} as const;

type Flag = keyof typeof DEFAULTS;

const flags = Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, { type: "string", default: value }] as const));
const { values } = parseArgs({ options: flags });

function numberOf(flag: Flag): number {
  const value = Number(values[flag]);
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`Cannot start fault server: --${flag} must be a number >= 0, received ${String(values[flag])}`);
  return value;
}

const server = await startFaultServer({
  documents: numberOf("documents"),
  pageSize: numberOf("page-size"),
  seed: numberOf("seed"),
  faultRate: numberOf("fault-rate"),
  documentBytes: numberOf("document-bytes"),
  port: numberOf("port"),
  latencyMs: numberOf("latency-ms"),
});
console.log(JSON.stringify({ url: server.url }));

const stop = (): void => void server.close();
process.once("SIGTERM", stop).once("SIGINT", stop);

const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid !== parent) process.exit(0); // whoever started it has been killed
}, 1_000);
watch.unref();
