import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { basename } from "node:path";
import { SluiceError } from "@sluice/core-events";
import { sourceError } from "./source-error.js";

/** How standard input is named as an input. */
export const STANDARD_INPUT = "-";

/** One input that can be read. */
export interface InputFile {
  readonly path: string;
  /** The file's name without its directory; what ids and messages about records use. */
  readonly name: string;
  /** In bytes, as stored; `null` for standard input, pipes and devices, which cannot be read twice. */
  readonly size: number | null;
  readonly isGzip: boolean;
}

/**
 * Checks every input before anything is read.
 *
 * @throws {SluiceError} `SOURCE_UNREADABLE`, naming the path, if one is missing, forbidden or a directory.
 */
export async function inputFiles(input: string | readonly string[]): Promise<InputFile[]> {
  const paths = typeof input === "string" ? [input] : input;
  return withDistinctNames(await Promise.all(paths.map(inputFile)));
}

/** Whether reading can begin again in the middle: not with standard input or a pipe among the inputs. */
export function areResumable(files: readonly InputFile[]): boolean {
  return files.every(({ size }) => size !== null);
}

/** `a.csv` twice becomes `a.csv` and `a.csv~2`, so that ids made of name and line stay apart. */
function withDistinctNames(files: readonly InputFile[]): InputFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const count = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, count);
    return count === 1 ? file : { ...file, name: `${file.name}~${count}` };
  });
}

async function inputFile(path: string): Promise<InputFile> {
  if (path === STANDARD_INPUT) return { path, name: "stdin", size: null, isGzip: false };
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw unreadable(path, "expected a file, received a directory");
    await access(path, constants.R_OK);
    return { path, name: basename(path), size: status.isFile() ? status.size : null, isGzip: path.endsWith(".gz") };
  } catch (error) {
    throw sourceError(error, { path });
  }
}

function unreadable(path: string, problem: string): SluiceError {
  return new SluiceError(`Cannot read ${path}: ${problem}`, { code: "SOURCE_UNREADABLE", context: { path } });
}
