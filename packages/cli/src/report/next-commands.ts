import { REDACTED } from "@sluice/core-events";
import type { Io } from "../io.js";
import { eventLogDirectory } from "../log/event-log-directory.js";
import { displayPath } from "../output/display-path.js";
import { shellQuote } from "../output/shell-quote.js";
import type { RunSettings } from "../settings/run-settings.js";
import { storableParameters } from "../settings/secret-parameters.js";
import { storableTarget } from "../targets/target.js";
import { sluiceCommand } from "./sluice-command.js";

/** The commands that go on with a run, or tell more of it; `null` for one that would not help. */
export interface NextCommands {
  readonly resume: string | null;
  readonly retryFailed: string | null;
  /** Sends brokers what they have not got. */
  readonly forwardRest: string | null;
  /** Shows in full what the adapter has noted. */
  readonly readNotes: string | null;
}

/** What to type next; secrets that were given literally appear as a gap to fill in. */
export function nextCommands(settings: RunSettings, stateDirectory: string | null, { cwd, env }: Pick<Io, "cwd" | "env">): NextCommands {
  const sluice = sluiceCommand({ env });
  const log = eventLogDirectory(settings, stateDirectory);
  const readNotes = log === null ? null : `${sluice} events ${shellQuote(displayPath(log, cwd))} --type AdapterEvent`;
  if (stateDirectory === null) return { resume: null, retryFailed: null, forwardRest: null, readNotes };
  const place = shellQuote(displayPath(stateDirectory, cwd));
  const options = `--state-dir ${place}${missingSecrets(settings)}`;
  const password = settings.sinks.map(storableTarget).some((sink) => sink.kind === "postgres" && sink.isPasswordMissing === true) ? "PGPASSWORD=… " : "";
  return {
    resume: `${password}${sluice} resume ${options}`,
    retryFailed: `${password}${sluice} retry-failed ${options}`,
    forwardRest: `${sluice} forward ${place}`,
    readNotes,
  };
}

function missingSecrets({ parameters }: RunSettings): string {
  const names = Object.entries(storableParameters(parameters)).filter(([, value]) => JSON.stringify(value).includes(REDACTED));
  return names.map(([name]) => ` --param ${shellQuote(name)}=…`).join("");
}
