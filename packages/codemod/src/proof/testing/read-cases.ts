import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One file of the corpus. */
export interface CorpusFile {
  /** Below `cases/`, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
  /** What its header says; null for a file that only helps others. */
  readonly header: CaseHeader | null;
}

/** The comment lines `// <key>: <value>` at the head of a case. */
export interface CaseHeader {
  /** What the case shows. */
  readonly summary: string;
  /** One per site, in order: the action, then the target or reason; empty where the codemod sees no site of ours. */
  readonly expected: readonly string[];
  /** The contract that the case is written for. */
  readonly contract: "0.x" | "1.x";
  /** Whether it changes what the analysis may believe of other files, and so is a project of its own. */
  readonly alone: boolean;
  /** Whether a loop and something beside it look at each other while the loop runs, which streaming is allowed to show. */
  readonly watches: boolean;
  /** Why it is not run, in a case of which only the analysis can be shown. */
  readonly notRun: string | null;
}

const HEADER_LINE = /^\/\/ (?<key>[a-z-]+): (?<value>.+?)\r?$/gm;

/** Every file of the corpus below `directory`, in order of path. */
export async function readCases(directory: string): Promise<readonly CorpusFile[]> {
  const files: CorpusFile[] = [];
  for await (const name of glob("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}", { cwd: directory })) {
    const bytes = await readFile(join(directory, name));
    files.push({ path: name.replaceAll("\\", "/"), bytes, header: readHeader(name, bytes.toString("utf8").replace(/^\ufeff/, "")) });
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

function readHeader(path: string, text: string): CaseHeader | null {
  const entries = [...text.matchAll(HEADER_LINE)].map(({ groups }) => [groups?.["key"] ?? "", groups?.["value"] ?? ""] as const);
  const valuesOf = (wanted: string): readonly string[] => entries.filter(([key]) => key === wanted).map(([, value]) => value);
  const [summary] = valuesOf("corpus");
  if (summary === undefined) return null;
  const expected = valuesOf("expect");
  if (expected.length === 0) throw new TypeError(`Cannot read the case ${path}: expected a line "// expect: …", found none`);
  return {
    summary,
    expected: expected.filter((line) => line !== "nothing"),
    contract: valuesOf("contract").includes("1.x") ? "1.x" : "0.x",
    alone: valuesOf("project").includes("alone"),
    watches: valuesOf("watches").length > 0,
    notRun: valuesOf("not-run")[0] ?? null,
  };
}
