import { type Command, Option } from "commander";

/** The options that say how the events of a run are kept. */
export function addEventLogOptions(command: Command): Command {
  return command
    .option("--event-log <dir>", "where the log of the run's events is kept (events/ in the state directory)")
    .option("--no-event-log", "keep no log of events")
    .addOption(new Option("--event-log-sync <policy>", "when events survive a power cut: at once, after 200 ms, when the system likes (interval)").choices(["always", "interval", "never"]))
    .addOption(new Option("--event-log-documents <form>", "whether completed documents are logged with what they hold (trimmed)").choices(["trimmed", "full"]))
    .option("--event-log-max-mb <n>", "megabytes that the log may take; the oldest events go first (1024)")
    .option("--event-log-max-days <n>", "days that events are kept (30)")
    .addOption(new Option("--event-log-on-failure <what>", "what the run does when its log cannot be written (continue)").choices(["continue", "stop"]));
}
