import { runCodemod, type CodemodOptions } from "../run-codemod.js";
import type { CodemodResult } from "../run/codemod-result.js";
import { GIT_ENV, gitRepository } from "./git-repository.js";
import { renameCalls } from "./rename-calls.js";

/** Files of which one is rewritten, one has a call that is left, one needs nothing and one cannot be decoded. */
export const SAMPLE_FILES = {
  "a dir/one.ts": "\ufeffconst one = 1;\r\nfetchAll();\r\n\tfetchAll()",
  "two.ts": "const f = fetchAll;\n",
  "three.ts": "fetchEach();\n",
  "four.ts": Buffer.from("// \u00e9 fetchAll()", "latin1"),
} as const;

/** The result of a run over files of a fresh repository. */
export async function sampleResult(files: Readonly<Record<string, string | Uint8Array>> = SAMPLE_FILES, options: CodemodOptions = {}): Promise<CodemodResult> {
  const root = await gitRepository(files);
  return runCodemod({ root, env: GIT_ENV, migration: renameCalls, ...options });
}
