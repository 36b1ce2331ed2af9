import type { Io } from "../io.js";

/** How this program is called again: through npx where it was, as npm sets the variable for npx and for scripts, whose shell may not know the bare name. */
export function sluiceCommand({ env }: Pick<Io, "env">): string {
  return env["npm_command"] === undefined ? "sluice" : "npx sluice";
}
