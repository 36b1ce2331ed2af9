import ignore from "ignore";

/** A line of CODEOWNERS that says nothing, by GitHub's rules. */
export interface InvalidOwnersLine {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Who owns which file. */
export interface CodeOwners {
  /** The owners of a file, given relative to the repository with `/`; none for a file that nobody owns. */
  readonly ownersOf: (file: string) => readonly string[];
  readonly invalid: readonly InvalidOwnersLine[];
}

/** One rule: a pattern, and who owns what it matches; nobody, if no owner follows it. */
interface OwnersRule {
  readonly matches: (file: string) => boolean;
  readonly owners: readonly string[];
}

/**
 * Reads CODEOWNERS by GitHub's rules: the last rule that matches wins, alone; patterns are those of `.gitignore` without
 * negation, character ranges and an escaped `#`, they tell upper from lower case, and `docs/*` means the files directly in
 * `docs`.
 *
 * @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function parseCodeOwners(text: string): CodeOwners {
  const rules: OwnersRule[] = [];
  const invalid: InvalidOwnersLine[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const [pattern, ...rest] = raw.trim().match(/(?:\\.|[^\s\\])+/g) ?? [];
    if (pattern === undefined || pattern.startsWith("#")) continue;
    const problem = problemOf(pattern);
    if (problem !== null) invalid.push({ line: index + 1, message: problem });
    else rules.push({ matches: matcherOf(pattern), owners: untilComment(rest) });
  }
  return { ownersOf: (file) => rules.findLast(({ matches }) => matches(file))?.owners ?? [], invalid };
}

function problemOf(pattern: string): string | null {
  if (pattern.startsWith("!")) return `${pattern} begins with !, which CODEOWNERS does not know`;
  if (pattern.startsWith("\\#")) return `${pattern} begins with \\#, which CODEOWNERS does not know`;
  return /[[\]]/.test(pattern) ? `${pattern} contains a character range, which CODEOWNERS does not know` : null;
}

function untilComment(words: readonly string[]): string[] {
  const comment = words.findIndex((word) => word.startsWith("#"));
  return comment === -1 ? [...words] : words.slice(0, comment);
}

/** `.gitignore` takes what a pattern matches with everything below it; `docs/*` in CODEOWNERS stops at the files themselves. */
function matcherOf(pattern: string): (file: string) => boolean {
  const rule = ignore({ ignorecase: false }).add(pattern);
  if (!/(^|[^*])\/\*$/.test(pattern)) return (file) => rule.ignores(file);
  return (file) => {
    const parent = file.slice(0, file.lastIndexOf("/") + 1);
    return rule.ignores(file) && (parent === "" || !rule.ignores(parent));
  };
}
