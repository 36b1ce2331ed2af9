import type { SourceFile } from "../files/source-file.js";
import type { Finding, RunMethod } from "../model.js";

/** Every old name that stands as a word of its own in a template, which nothing here can parse, as something left to a person. */
export function templateFindings({ path, text }: SourceFile, names: readonly string[]): Finding[] {
  return names
    .flatMap((name) => [...text.matchAll(wholeWord(name))].map(({ index }) => ({ name, index })))
    .toSorted((left, right) => left.index - right.index)
    .map(({ name, index }) => ({
      site: {
        path,
        start: index,
        end: index + name.length,
        ...positionOf(text, index),
        method: name as RunMethod, // a name of another migration is shown all the same
        kind: "unresolved",
        isTest: false,
      },
      outcome: {
        action: "leftover",
        reason: "TEMPLATE_FILE",
        message: "Scripts inside templates are not parsed",
        suggestion: "Move the call into a module, or rewrite it by hand",
      },
    }));
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replace(/\W/g, "\\$&")}(?![\\w$])`, "g");
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
