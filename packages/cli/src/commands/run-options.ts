import { type Command, Option } from "commander";
import { collect } from "./collect.js";
import { addEventLogOptions } from "./event-log-options.js";
import { addForwardOptions } from "./forward-options.js";

/** The options that say how a run is shown. */
export function addOutputOptions(command: Command): Command {
  return command
    .addOption(new Option("--output <mode>", "how the run is shown; json and ndjson own stdout, all else goes to stderr").choices(["auto", "tty", "plain", "json", "ndjson"]))
    .option("--summary-file <path>", "also write the closing summary there, as JSON")
    .option("--metrics-snapshots <path>", "also write the figures there every ten seconds, one JSON line each");
}

/** The options that switch off what the configuration has to watch the run. */
export function addWatchOptions(command: Command): Command {
  return command.option("--no-monitors", "watch the run by no rules").option("--no-alerts", "send no alerts");
}

/** The options that may change between two attempts at a run. */
export function addAttemptOptions(command: Command): Command {
  const attempt = command
    .option("--param <name=value>", "parameter of the adapter, repeatable; name=env:NAME takes it from the environment, the way to pass secrets", collect)
    .option("--concurrency <n>", "documents parsed at the same time (1)")
    .option("--buffer-size <n>", "events that wait before fetching pauses (100)")
    .option("--checkpoint-interval <n>", "documents between two checkpoints (1000), at most one second apart")
    .option("--progress-interval <n>", "documents between two progress events (100)")
    .option("--allow-host <host>", "fetch from this host though its address is not public, repeatable", collect)
    .option("--policy <policy>", "how requests are paced and retried: default, gpu-bound, polite-api, or one of a file: FILE.yaml, FILE.yaml#NAME")
    .option("--retries <n>", "retries of a failing request or document; comes before that of --policy")
    .option("--timeout <seconds>", "seconds that one request may take in all (60, or that of --policy)")
    .option("--max-failed <n|n%>", "exit with 3 if more documents than this have failed");
  return addForwardOptions(addEventLogOptions(attempt));
}
