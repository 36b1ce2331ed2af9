import type { CommandProgram, CommandPrograms } from "./command-programs.ts";

type CommandArgument = CommandProgram["registeredArguments"][number];

/** What an argument and an option say of themselves; commander's types tell only of options that they do. */
interface Described {
  readonly description: string;
  readonly argChoices?: readonly string[] | undefined;
  readonly defaultValue?: unknown;
}

/** A default that is filled in later, behind configuration and stored settings, so the declaration only tells it. */
const STATED_DEFAULT = / \((?:default: )?([\d.]+|the [\w ]+|text|sink path [+\w. ]+)\)/;

/** What stands on docs/cli.md: every command with its arguments, options and defaults, as declared. */
export function cliPage({ sluice, codemod, adoption }: CommandPrograms): string {
  const handedOver = new Map([["codemod", codemod], ["adoption", adoption]]);
  return [
    "# Command line",
    `${sentence(sluice.description())} Options may also stand in \`sluice.config.*\`; those of the command line override it.`,
    "How to operate runs is in the [runbook](runbook.md).",
    "",
    ...sluice.commands.flatMap((command) => section(handedOver.get(command.name()) ?? command, `sluice ${command.name()}`)),
    "## Exit codes",
    "`sluice codemod` and `sluice adoption` have their own, which stand above; this is for all others.",
    "",
    ...afterHelp(sluice),
  ].join("\n");
}

function section(command: CommandProgram, name: string, depth = "##"): string[] {
  return [
    `${depth} ${name}`,
    sentence(command.description()),
    "",
    ...fenced(`${name} ${command.usage()}`),
    ...table("argument", command.registeredArguments.map(argumentRow)),
    ...table("option", command.options.filter(({ hidden }) => !hidden).map((option) => row(option.flags, option))),
    ...afterHelp(command),
    ...command.commands.flatMap((one) => section(one, `${name} ${one.name()}`, `${depth}#`)),
  ];
}

/** What the help adds below the options. */
function afterHelp(command: CommandProgram): string[] {
  let help = "";
  command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
  const added = help.slice(help.indexOf(command.helpInformation()) + command.helpInformation().length).trim();
  return added === "" ? [] : fenced(added);
}

function table(kind: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`| ${kind} | what it is | default |`, "|---|---|---|", ...rows, ""];
}

function argumentRow(argument: CommandArgument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return row(argument.required ? `<${name}>` : `[${name}]`, argument);
}

function row(name: string, { description, argChoices = [], defaultValue }: Described): string {
  const [stated, told] = STATED_DEFAULT.exec(description) ?? ["", defaultValue];
  const choices = argChoices.map((choice) => `\`${choice}\``).join(", ");
  const meaning = [cell(description.replace(stated, "")).replaceAll("<", "\\<"), choices].filter((part) => part !== "").join(": ");
  return `| \`${cell(name)}\` | ${meaning} | ${defaultOf(told)} |`;
}

function defaultOf(value: unknown): string {
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return "";
  return `\`${cell(typeof value === "string" ? value : JSON.stringify(value))}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function fenced(text: string): string[] {
  return ["```text", text, "```", ""];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
