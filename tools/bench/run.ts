import { type BenchOptions, parseBenchOptions, USAGE } from "./bench-options.ts";
import { bus } from "./commands/bus.ts";
import { codemod } from "./commands/codemod.ts";
import { eager } from "./commands/eager.ts";
import { faults } from "./commands/faults.ts";
import { http } from "./commands/http.ts";
import { httpMemory } from "./commands/http-memory.ts";
import { lint } from "./commands/lint.ts";
import { memory } from "./commands/memory.ts";
import { metrics } from "./commands/metrics.ts";
import { readahead } from "./commands/readahead.ts";
import { replay } from "./commands/replay.ts";
import { sinks } from "./commands/sinks.ts";
import { stall } from "./commands/stall.ts";
import { type Finding, renderFindings } from "./finding.ts";
import { measureRounds } from "./rounds.ts";
import { benchTable, missedBounds } from "./table.ts";

/** The benchmarks of this repository; see README.md. Ends with 1 if a bound is missed, 2 if the command line is wrong. */
type Report = (options: BenchOptions) => Promise<boolean>;

const reports: Record<Exclude<BenchOptions["command"], "all">, Report> = {
  speed,
  memory: ({ documents, json }) => show("Heap of 32 MB", () => memory(documents ?? 2_000_000), json),
  stall: ({ documents, peers, json }) => show("Event loop without a turn", () => stall(documents ?? 100_000, peers), json),
  readahead: ({ json }) => show("Documents fetched ahead of a stuck consumer", readahead, json),
  eager: ({ documents, rounds, json }) => show("Streaming against eager", () => eager(documents ?? 100_000, rounds), json),
  http: ({ documents, rounds, json }) => show("HTTP", () => http(documents ?? 100_000, rounds), json),
  faults: ({ documents, json }) => show("HTTP, half of first attempts faulty", () => faults(documents ?? 10_000), json),
  sinks: ({ documents, rounds, json }) => show("Documents made durable", () => sinks(documents ?? 50_000, rounds), json),
  "http-memory": ({ documents, json }) => show("HTTP to JSONL", () => httpMemory(documents ?? 1_000_000), json),
  bus: ({ documents, rounds, json }) => show("Event bus", () => bus(documents ?? 1_000_000, rounds), json),
  replay: ({ documents, rounds, json }) => show("Replay", () => replay(documents ?? 1_000_000, rounds), json),
  codemod: ({ rounds, json }) => show("Codemod, 6,000 files", () => codemod(rounds), json),
  metrics: ({ documents, rounds, json }) => show("Metrics", () => metrics(documents ?? 1_000_000, rounds), json),
  lint: ({ documents, rounds, json }) => show("Typed lint run", () => lint(documents ?? 5000, rounds), json),
};

async function speed({ peers, rounds, documents, json }: BenchOptions): Promise<boolean> {
  const figures = await measureRounds({
    peers,
    rounds,
    documents: documents ?? 200_000,
    onRun: (round, peer, scenario) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kround ${round} of ${rounds}: ${peer} ${scenario}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : `${benchTable(figures)}\n`);
  return missedBounds(figures).length === 0;
}

async function show(title: string, measure: () => Promise<Finding[]>, json: boolean): Promise<boolean> {
  const findings = await measure();
  process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : `${renderFindings(title, findings)}\n`);
  return findings.every(({ limit, passed }) => limit === null || passed);
}

async function main(): Promise<number> {
  let options;
  try {
    options = parseBenchOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // parseArgs and our own checks both throw TypeErrors
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (options === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  const commands = options.command === "all" ? Object.values(reports) : [reports[options.command]];
  let passed = true;
  for (const report of commands) passed = (await report(options)) && passed;
  return passed ? 0 : 1;
}

process.exitCode = await main();
