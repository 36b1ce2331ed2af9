/** One command of a shell example, split as a shell would. */
export interface ShellCommand {
  /** Of its first line within the example, from 0. */
  readonly line: number;
  readonly words: readonly string[];
}

const WORDS = /'([^']*)'|"((?:[^"\\]|\\.)*)"|[^\s'"]+|\s+/g;
const ENDS = new Set(["|", "||", "&&", ";", "&"]);

/**
 * The commands of a shell example, in order. An example with prompts has commands behind `$ ` alone, the rest is output. Quotes, continued
 * lines, comments and what joins commands are known; anything else of a shell is left as it stands.
 */
export function shellCommands(example: string): ShellCommand[] {
  const hasPrompts = /^\$ /m.test(example);
  const lines = example.split("\n");
  const commands: ShellCommand[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at;
    let text = lines[at] ?? "";
    if (hasPrompts && !text.startsWith("$ ")) continue;
    for (; text.endsWith("\\"); at += 1) text = `${text.slice(0, -1)} ${lines[at + 1] ?? ""}`;
    for (const words of split(wordsOf(text.replace(/^\$ /, "")))) commands.push({ line, words });
  }
  return commands;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let isApart = true;
  for (const [part, single, double] of text.matchAll(WORDS)) {
    if (isApart && part.startsWith("#")) break;
    if (/^\s/.test(part)) isApart = true;
    else {
      words.push(`${isApart ? "" : (words.pop() ?? "")}${single ?? double?.replaceAll(/\\(.)/g, "$1") ?? part}`);
      isApart = false;
    }
  }
  return words;
}

function split(words: readonly string[]): string[][] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (ENDS.has(word)) commands.push([]);
    else commands.at(-1)?.push(word);
  }
  return commands.filter((command) => command.length > 0);
}
