import { execFile } from "node:child_process";

/**
 * Where in a module an error lies that its import has thrown: ` at line 2`, or nothing if nobody knows. Node keeps the place of a
 * syntax error to itself, but tells it when it is asked to check the file.
 */
export async function placeInModule(file: string, error: unknown): Promise<string> {
  if (!(error instanceof Error)) return "";
  const found = lineIn(error.stack ?? "", file);
  if (found !== null) return found;
  return error instanceof SyntaxError ? (lineIn(await checkedBy(process.execPath, file), file) ?? "") : "";
}

function lineIn(text: string, file: string): string | null {
  const at = text.indexOf(`${file}:`);
  const line = at === -1 ? null : /^\d+/.exec(text.slice(at + file.length + 1));
  return line === null ? null : ` at line ${line[0]}`;
}

function checkedBy(node: string, file: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(node, ["--check", file], { timeout: 5_000 }, (_error, _stdout, stderr) => resolve(stderr));
  });
}
