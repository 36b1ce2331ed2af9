import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CommandProgram, type CommandPrograms, commandPrograms } from "./command-programs.ts";
import { pageFences } from "./page-fences.ts";
import { shellCommands } from "./shell-commands.ts";

const SHELLS = new Set(["sh", "bash", "shell", "console"]);

/**
 * Every `sluice …` and `npm run …` of a shell example exists, with its options and their choices. Nothing is run.
 *
 * @returns One line per problem, with the page and the line in it.
 */
export async function checkCommands(root: string): Promise<string[]> {
  const { scripts = {} } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { scripts?: Record<string, string> }; // npm reads it, too
  const shells = (await pageFences(root)).filter(({ language }) => SHELLS.has(language));
  const problems: string[] = [];
  for (const { page, line, text } of shells) {
    for (const command of shellCommands(text)) {
      const problem = problemOf(command.words, await commandPrograms(), new Set(Object.keys(scripts))); // a program keeps what it has parsed
      if (problem !== null) problems.push(`${page}:${line + command.line}: ${problem}`);
    }
  }
  return problems;
}

/** What is wrong with a command; null for one that is right, or that is not ours. */
export function problemOf([first = "", ...rest]: readonly string[], programs: CommandPrograms, scripts: ReadonlySet<string>): string | null {
  if (first === "npx") return problemOf(rest, programs, scripts);
  if (first === "npm") return npmProblem(rest, scripts);
  if (first === "@sluice/codemod") return optionProblem(programs.codemod, rest);
  if (first !== "sluice") return null;
  const [name = "", ...others] = rest;
  if (name === "codemod") return optionProblem(programs.codemod, others);
  if (name === "adoption") return commandProblem(programs.adoption, others);
  return commandProblem(programs.sluice, rest);
}

function npmProblem([command = "", script = ""]: readonly string[], scripts: ReadonlySet<string>): string | null {
  const wanted = command === "run" ? script : command === "test" ? "test" : null;
  return wanted === null || scripts.has(wanted) ? null : `there is no script ${wanted}`;
}

function commandProblem(program: CommandProgram, [name = "", ...rest]: readonly string[]): string | null {
  if (name.startsWith("-")) return optionProblem(program, [name, ...rest]);
  const command = program.commands.find((one) => one.name() === name);
  return command === undefined ? `${program.name()} has no command ${name}` : optionProblem(command, rest);
}

function optionProblem(command: CommandProgram, parameters: readonly string[]): string | null {
  if (parameters.some((one) => one === "--help" || one === "--version")) return null;
  try {
    const unknown = command.parseOptions([...parameters]).unknown.find((one) => one.startsWith("-") && one !== "-");
    return unknown === undefined ? null : `${command.name()} has no option ${unknown}`;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}
