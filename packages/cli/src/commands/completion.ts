import type { Command } from "commander";

const NAME = "completion";
const REQUEST = "complete"; // what the generated scripts call at each press of the tab key

/**
 * Declares `sluice completion <shell>`. The library behind it reads every command that is declared by then, so this comes last;
 * it is loaded only for a script or a completion, and otherwise only the help knows of it.
 */
export async function registerCompletion(program: Command, [first]: readonly string[]): Promise<void> {
  if (first === NAME || first === REQUEST) {
    const { default: tab } = await import("@bomb.sh/tab/commander");
    tab(program, { completionCommandName: NAME });
    return;
  }
  program.command(`${NAME} <shell>`).description("print a completion script for bash, zsh, fish or powershell");
}
