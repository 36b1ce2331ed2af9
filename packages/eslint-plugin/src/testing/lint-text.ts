import * as parser from "@typescript-eslint/parser";
import type { LooseRuleDefinition } from "@typescript-eslint/utils/ts-eslint";
import { Linter } from "eslint";
import { allRules, type RuleName } from "../rules/all-rules.js";

/** How {@link lintText} lints. */
export interface LintTextOptions {
  readonly rule: RuleName;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The project whose types are used; without it the file is linted on its own. */
  readonly root?: string;
  readonly filename?: string;
  /** Espree instead of the TypeScript parser. */
  readonly plainJavaScript?: boolean;
}

/** One report with what each of its suggestions makes of the text. */
export interface LintReport {
  readonly messageId: string;
  /** The text that the report underlines. */
  readonly at: string;
  readonly line: number;
  readonly suggestions: Readonly<Record<string, string>>;
  /** What the automatic fix makes of the text, or null. */
  readonly fixed: string | null;
}

const rules = Object.fromEntries(Object.entries(allRules).map(([name, { rule }]) => [name, rule as unknown as LooseRuleDefinition]));

/** Lints a text with one rule from its source. */
export function lintText(text: string, { rule, options = {}, root, filename = "file.tsx", plainJavaScript = false }: LintTextOptions): LintReport[] {
  const linter = new Linter({ configType: "flat", ...(root !== undefined && { cwd: root }) });
  const parserOptions = root === undefined ? {} : { projectService: true, tsconfigRootDir: root };
  const config = {
    files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"],
    plugins: { sluice: { rules } },
    rules: { [`sluice/${rule}`]: ["error", options] },
    ...(!plainJavaScript && { languageOptions: { parser, parserOptions } }),
  } as unknown as Linter.Config; // the authors of parser and linter do not agree on their types
  const path = root === undefined ? filename : `${root}/${filename}`;
  return linter.verify(text, [config], { filename: path }).map(({ messageId, message, line, column, endLine, endColumn, suggestions = [], fix }) => {
    if (messageId === undefined) throw new Error(message);
    return {
      messageId,
      at: textBetween(text, { line, column }, { line: endLine ?? line, column: endColumn ?? column }),
      line,
      suggestions: Object.fromEntries(suggestions.map((one) => [one.messageId ?? one.desc, splice(text, one.fix)])),
      fixed: fix === undefined ? null : splice(text, fix),
    };
  });
}

function splice(text: string, { range, text: newText }: { readonly range: readonly [number, number]; readonly text: string }): string {
  return text.slice(0, range[0]) + newText + text.slice(range[1]);
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function textBetween(text: string, start: Position, end: Position): string {
  const lines = text.split("\n");
  const offset = ({ line, column }: Position): number => lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return text.slice(offset(start), offset(end));
}
