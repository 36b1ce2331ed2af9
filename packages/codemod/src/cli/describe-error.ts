import { CodemodError, type CodemodErrorCode } from "../codemod-error.js";
import type { CodemodIo } from "./codemod-io.js";
import { escapeControls } from "./escape-controls.js";
import { paintFor } from "./paint.js";

/** What an error says to the person at the terminal: what could not be done, and what to do about it. */
export function describeError(error: unknown, { stderr, env }: Pick<CodemodIo, "stderr" | "env">): string {
  const paint = paintFor(stderr, env);
  const message = error instanceof Error ? error.message : String(error);
  const lines = [paint("red", escapeControls(`codemod: ${message}`))];
  if (error instanceof CodemodError) lines.push(paint("dim", `  ${remedyOf(error.code)} [${error.code}]`));
  if (env["SLUICE_DEBUG"] === "1" && error instanceof Error) lines.push(...(error.stack ?? "").split("\n").map((line) => paint("dim", `  ${escapeControls(line)}`)));
  return lines.map((line) => `${line}\n`).join("");
}

const remedies: Readonly<Partial<Record<CodemodErrorCode, string>>> = {
  GIT_DIRTY: "Commit or stash these files, or write all the same with --allow-dirty; nothing was written",
  PACKAGE_NOT_FOUND: "Install the dependencies first, or go by imports and syntax alone with --syntactic",
  GIT_UNAVAILABLE: "Keep a copy and use --allow-dirty; nothing was written",
};

function remedyOf(code: CodemodErrorCode): string {
  return remedies[code] ?? "Nothing was written";
}
