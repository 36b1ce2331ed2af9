import type { Command } from "commander";
import type { Session } from "../session.js";
import { collect } from "./collect.js";

const EXAMPLES = `
Each broker gets the events behind those that it has acknowledged before; the position is kept in the log. At least once.

Examples:
  What a run could not send, to the brokers it was started with
    $ sluice forward out.jsonl.sluice

  A log to a topic of Kafka, over TLS, with the address and its password in the environment
    $ BROKER=kafkas://user:password@kafka.example.org:9093/events sluice forward out.jsonl.sluice --to env:BROKER

  The failures of a run that another process is at, as they come
    $ sluice forward out.jsonl.sluice --to redis://redis.example.org#failures --type '*Failed' --follow
`;

/** Declares `sluice forward`. */
export function registerForward(program: Command, session: Session): void {
  program
    .command("forward")
    .description("send the events of a log to message brokers, from where the last forwarding has ended")
    .argument("[log]", "the directory of an event log, or the state directory of a run")
    .option("--state-dir <dir>", "state directory of the run, instead of [log]")
    .option("--to <address>", "redis[s]://HOST[:PORT][/DB][#STREAM], kafka[s]://HOST:PORT[,…][/TOPIC], or env:NAME, which holds the address; repeatable (those of the run)", collect)
    .option("--type <pattern>", "only these event types, such as DocumentFailed or Document*; repeatable", collect)
    .option("--name <name>", "under which name the position is kept (one made of the address)")
    .option("--follow", "go on with what is added, until Ctrl-C")
    .option("--wait <seconds>", "without --follow: how long to try before what is left is left (60)")
    .addHelpText("after", EXAMPLES)
    .action(async (log: string | undefined, options: Record<string, unknown>) => {
      const { forward } = await import("../actions/forward.js");
      session.exitCode = await forward(log, options, session);
    });
}
