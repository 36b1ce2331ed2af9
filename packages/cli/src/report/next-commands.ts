import { displayPath } from "../output/display-path.js";
import { shellQuote } from "../output/shell-quote.js";
import { REDACTED } from "@sluice/core-events";
import type { Io } from "../io.js";
import type { RunSettings } from "../settings/run-settings.js";
import { storableParameters } from "../settings/secret-parameters.js";
import { storableTarget } from "../targets/target.js";

/** The commands that go on with a run. */
export interface NextCommands {
  readonly resume: string | null;
  readonly retryFailed: string | null;
}

/** What to type next; secrets that were given literally appear as a gap to fill in. */
export function nextCommands(settings: RunSettings, stateDirectory: string | null, { cwd, env }: Pick<Io, "cwd" | "env">): NextCommands {
  if (stateDirectory === null) return { resume: null, retryFailed: null };
  const options = `--state-dir ${shellQuote(displayPath(stateDirectory, cwd))}${missingSecrets(settings)}`;
  const password = settings.sinks.map(storableTarget).some((sink) => sink.kind === "postgres" && sink.isPasswordMissing === true) ? "PGPASSWORD=… " : "";
  const sluice = env["npm_command"] === undefined ? "sluice" : "npx sluice"; // npm sets it for npx and for scripts, whose shell may not know the bare name
  return { resume: `${password}${sluice} resume ${options}`, retryFailed: `${password}${sluice} retry-failed ${options}` };
}

function missingSecrets({ parameters }: RunSettings): string {
  const names = Object.entries(storableParameters(parameters)).filter(([, value]) => JSON.stringify(value).includes(REDACTED));
  return names.map(([name]) => ` --param ${shellQuote(name)}=…`).join("");
}
