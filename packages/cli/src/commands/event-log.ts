import type { Command } from "commander";
import type { Session } from "../session.js";
import { collect } from "./collect.js";

const REPLAY_EXAMPLES = `
Into (--into KIND[:PATH], repeatable): summary, stdout (lines), jsonl, metrics (JSON), prometheus

Examples:
  What has happened, in figures
    $ sluice replay out.jsonl.sluice

  The failures of the last two hours, as lines
    $ sluice replay out.jsonl.sluice --from 2h --type '*Failed' --into stdout

  The metrics of a run as Prometheus would have scraped them at its end
    $ sluice replay out.jsonl.sluice --into prometheus:run.prom

  As it happened, sixty times as fast
    $ sluice replay out.jsonl.sluice --speed 60 --into jsonl | my-dashboard
`;

const EVENTS_EXAMPLES = `
Examples:
  $ sluice events out.jsonl.sluice --failed --since 1h
  $ sluice events out.jsonl.sluice --grep "HTTP 429" --limit 20
  $ sluice events out.jsonl.sluice --doc-id NCT00763412 --json | jq .event
`;

/** Declares `sluice replay`, `sluice tap` and `sluice events`, which read event logs. */
export function registerEventLog(program: Command, session: Session): void {
  registerReplay(program, session);
  registerTap(program, session);
  registerEvents(program, session);
}

function readerOf(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument("[log]", "the directory of an event log, or the state directory of a run")
    .option("--state-dir <dir>", "state directory of the run, instead of [log]")
    .option("--type <pattern>", "only these event types, such as DocumentFailed or Document*; repeatable", collect);
}

function registerReplay(program: Command, session: Session): void {
  readerOf(program, "replay", "tell again what an event log holds: a summary, metrics, lines; touches nothing else")
    .option("--from <place>", "where to begin: an offset, a time, or 90s, 15m, 2h, 3d ago (the first event)")
    .option("--to <place>", "where to end, included (the last event)")
    .option("--speed <n>", "keep the spacing of the events, n times as fast (without waiting)")
    .option("--max-pause <seconds>", "with --speed: the longest wait between two events")
    .option("--into <kind>", "what to make: summary, stdout, jsonl, metrics, prometheus; with :PATH into a file; repeatable (summary)", collect)
    .option("--overwrite", "replace files that are there")
    .option("--json", "the summary as JSON")
    .option("--lenient", "pass over damaged lines and events that are gone, and say so")
    .addHelpText("after", REPLAY_EXAMPLES)
    .action(async (log: string | undefined, options: Record<string, unknown>) => {
      const { replay } = await import("../actions/replay.js");
      session.exitCode = await replay(log, options, session);
    });
}

function registerTap(program: Command, session: Session): void {
  readerOf(program, "tap", "follow a run that another process is at, until it ends; does not disturb it")
    .option("--from <place>", "first what there is from here on: an offset, a time, or 90s, 15m, 2h, 3d ago (what comes after now)")
    .option("--wait", "wait for a run to begin")
    .option("--json", 'as NDJSON: {"offset":1,"event":{…}}')
    .action(async (log: string | undefined, options: Record<string, unknown>) => {
      const { tap } = await import("../actions/tap.js");
      session.exitCode = await tap(log, options, session);
    });
}

function registerEvents(program: Command, session: Session): void {
  readerOf(program, "events", "show events of a log, one line each")
    .option("--failed", "only failures: of documents, runs, stages")
    .option("--grep <text>", "only events that hold this text, in upper or lower case")
    .option("--adapter <name>", "only events of this adapter's runs")
    .option("--doc-id <id>", "only events about this document")
    .option("--since <place>", "from here on: an offset, a time, or 90s, 15m, 2h, 3d ago")
    .option("--until <place>", "up to here, included")
    .option("--limit <n>", "at most this many")
    .option("--json", 'as NDJSON: {"offset":1,"event":{…}}')
    .option("--lenient", "pass over damaged lines, and say so")
    .addHelpText("after", EVENTS_EXAMPLES)
    .action(async (log: string | undefined, options: Record<string, unknown>) => {
      const { events } = await import("../actions/events.js");
      session.exitCode = await events(log, options, session);
    });
}
