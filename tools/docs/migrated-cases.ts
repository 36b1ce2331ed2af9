import { join } from "node:path";
import { runCodemod } from "@sluice/codemod";
import { CASES, layOut, openWorkspace } from "../../packages/codemod/src/proof/testing/corpus-workspace.ts";
import { type CorpusFile, readCases } from "../../packages/codemod/src/proof/testing/read-cases.ts";

/** A case of the codemod's corpus and what the codemod makes of it. */
export interface MigratedCase {
  readonly path: string;
  readonly summary: string;
  readonly before: string;
  /** The same as `before` where nothing is rewritten. */
  readonly after: string;
}

/** How often the corpus expects an outcome, such as `rewrite loop` or `leftover OVERRIDDEN`. */
export type OutcomeCounts = ReadonlyMap<string, number>;

/** Runs the codemod over these cases of the corpus, with 0.x installed and nothing written outside of a temporary directory. */
export async function migrateCases(paths: readonly string[], loops: "equivalent" | "stream"): Promise<ReadonlyMap<string, MigratedCase>> {
  const files = (await readCases(CASES)).filter(({ path, header }) => header === null || paths.includes(path));
  await using workspace = await openWorkspace("0.x");
  await layOut(workspace.root, new Map(files.map(({ path, bytes }) => [path, bytes])));
  const { changes } = await runCodemod({ root: workspace.root, paths: [join(workspace.root, "cases")], loops, park: true });
  const results = new Map(changes.map(({ source, text }) => [source.path, text]));
  return new Map(paths.map((path) => [path, migratedCase(path, files, results.get(join(workspace.root, "cases", path)))]));
}

/** What the headers of the corpus say, which its test holds to be so. */
export async function countOutcomes(): Promise<OutcomeCounts> {
  const counts = new Map<string, number>();
  for (const { header } of await readCases(CASES)) {
    for (const outcome of header?.expected ?? []) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

function migratedCase(path: string, files: readonly CorpusFile[], after: string | undefined): MigratedCase {
  const file = files.find((one) => one.path === path);
  const summary = file?.header?.summary;
  if (file === undefined || summary === undefined) throw new TypeError(`Cannot show the case ${path}: expected it in the corpus with a header, found none`);
  const before = file.bytes.toString("utf8");
  return { path, summary, before, after: after ?? before };
}
