import type { Command } from "commander";

/** The options that say where the events of a run are forwarded to. */
export function addForwardOptions(command: Command): Command {
  return command
    .option("--forward <address>", "also send the events to a broker: redis[s]://HOST[:PORT][/DB][#STREAM], kafka[s]://HOST:PORT[,…][/TOPIC], or env:NAME, which holds the address; repeatable", collectAddress)
    .option("--no-forward", "forward nothing, whatever the configuration says");
}

/** What `--no-forward` says before is taken back. */
function collectAddress(value: string, previous: unknown): string[] {
  return Array.isArray(previous) ? [...(previous as string[]), value] : [value]; // ours, from the call before
}
