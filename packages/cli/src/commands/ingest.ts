import { Argument, type Command, Option } from "commander";
import type { Session } from "../session.js";
import { ADAPTER_NAMES } from "../source/adapter-names.js";
import { collect } from "./collect.js";
import { addAttemptOptions, addOutputOptions, addWatchOptions } from "./run-options.js";

const EXAMPLES = `
Examples:
  Ingest an archive; run the same command again to resume, or to see that nothing is left to do
    $ sluice ingest darwin-core herbarium.zip --sink jsonl:specimens.jsonl --require scientificName

  Stream the events of the run to another program, which may read as slowly as it likes
    $ sluice ingest jsonl records.jsonl --sink jsonl:out.jsonl --stream | jq -c 'select(.type == "DocumentFailed")'

  Documents to stdout, nothing kept
    $ sluice ingest csv records.csv --sink stdout | head -1

  Into a file and a database at once, whose address is in the environment
    $ sluice ingest csv records.csv --sink jsonl:out.jsonl --sink postgres:env:DATABASE_URL#records

  An API with a secret from the environment
    $ sluice ingest http-json https://api.example.org/items --param apiKey=env:API_KEY --sink jsonl:items.jsonl.gz

  An adapter of your own; sluice.config.* can give it a name (adapters: { feed: "./feed.ts" })
    $ sluice ingest ./feed.ts --param from=2026 --sink jsonl:feed.jsonl

  Stop early when fewer than nine of the first ten documents pass
    $ sluice ingest csv records.csv --sink jsonl:out.jsonl --require id,title --early-after 10 --early-min-rate 0.9
`;

/** Declares `sluice ingest`. */
export function registerIngest(program: Command, session: Session): void {
  const command = program
    .command("ingest")
    .description("run an adapter into a sink; run again to resume")
    .addArgument(adapterArgument())
    .argument("[input...]", "files, or the URL, that the adapter reads")
    .option("--adapter-module <module>", "module that exports the adapter: a path, or an installed package; its code is run")
    .option("--sink <target>", "jsonl:PATH[.gz], sqlite:PATH[#TABLE], postgres:URL[#TABLE], postgres:env:NAME or stdout; repeatable", collect)
    .option("--state-dir <dir>", "where the state of the run is kept (sink path + .sluice)")
    .option("--dead-letters <path>", "where failed documents are kept (sink path with .dlq.jsonl)")
    .option("--no-dead-letters", "keep no failed documents")
    .option("--restart", "discard state, sink and dead letters of an earlier run")
    .option("--require <fields>", "fields that must not be empty: a,b.c (metadata, raw record, document)")
    .option("--rule <module>", "module whose default export throws if a document must not pass")
    .option("--limit <n>", "stop after this many documents, those of earlier attempts included")
    .option("--base-url <url>", "another server with the adapter's API");
  addAttemptOptions(command);
  addEarlyValidation(command);
  addWatchOptions(command);
  addOutputOptions(command)
    .option("--stream", "write the events to stdout as NDJSON: --output ndjson")
    .option("--no-stream", "eager mode: collect everything, then write; not resumable")
    .option("--config <path>", "configuration file (sluice.config.{ts,js,mjs,json,yaml} in the working directory)")
    .addHelpText("after", EXAMPLES)
    .action(async (adapter: string | undefined, input: string[], options: Record<string, unknown>) => {
      const { ingest } = await import("../actions/ingest.js");
      session.exitCode = await ingest({ ...options, adapter, input }, session);
    });
}

/** Those of ours are offered for completion; others are found by module or configuration, so any name is accepted here. */
function adapterArgument(): Argument {
  const argument = new Argument("[adapter]", "what to read with, or the module of another one (./my-adapter.ts, @scope/package)");
  return argument.choices([...ADAPTER_NAMES]).argParser((name) => name);
}

function addEarlyValidation(command: Command): void {
  command
    .addOption(new Option("--early-validation", "stop a run whose first documents fail (default)"))
    .option("--no-early-validation", "never stop a run for its quality")
    .option("--early-after <n>", "outcomes, failures included, after which the verdict falls (5)")
    .option("--early-min-rate <rate>", "success rate below which the run is stopped (0.5)")
    .option("--warn-every <n>", "outcomes between two looks at the quality (50)")
    .option("--warn-rate <rate>", "success rate below which such a look warns (0.7)");
}
