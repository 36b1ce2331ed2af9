import { type CommandOptions, runCommand } from "../../checks/command.ts";

/**
 * What a command prints to stdout.
 *
 * @throws {Error} If it does not end with 0, with everything it printed.
 */
export async function commandOutput(command: string, parameters: readonly string[], options: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, parameters, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${parameters.join(" ")} ended with ${code ?? "a signal"} in ${options.cwd}\n${stdout}\n${stderr}`);
}
