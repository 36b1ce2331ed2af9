import { runChild } from "../child.ts";
import type { Finding } from "../finding.ts";
import { lintProject } from "../lint-project.ts";
import type { LintMeasurement } from "../measure-lint.ts";
import { median } from "../median.ts";

/** Most of a typed lint run that the plugin's rules may take. */
const LIMIT_PERCENT = 2;

/** What the rules of the lint plugin add to a typed lint run over a project of `files` modules. */
export async function lint(files: number, rounds: number): Promise<Finding[]> {
  await using project = await lintProject(files);
  const runs: Record<"with" | "without", LintMeasurement[]> = { with: [], without: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const way of round % 2 === 0 ? (["without", "with"] as const) : (["with", "without"] as const)) {
      const nodeOptions = ["--max-old-space-size=3072"];
      runs[way].push(await runChild<LintMeasurement>("./measure-lint.ts", [project.root, way], { nodeOptions }));
    }
  }
  const wrong = runs.with.find(({ reports }) => reports !== project.reports);
  if (wrong !== undefined) throw new Error(`Cannot measure the rules: expected ${project.reports} reports, received ${wrong.reports}`);
  const share = 100 * median(runs.with.map(({ rulesMs, lintMs }) => rulesMs / lintMs));
  const added = 100 * (cpuOf(runs.with) / cpuOf(runs.without) - 1);
  return [
    { name: "without the plugin", value: describe(runs.without, files), limit: null, passed: true },
    { name: "with the plugin", value: describe(runs.with, files), limit: null, passed: true },
    { name: "CPU time added", value: `${added.toFixed(1)} % (noise included)`, limit: null, passed: true },
    { name: "share of the rules", value: `${share.toFixed(2)} % of ESLint's own count`, limit: `<= ${LIMIT_PERCENT} %`, passed: share <= LIMIT_PERCENT },
  ];
}

function cpuOf(runs: readonly LintMeasurement[]): number {
  return median(runs.map(({ cpuMs }) => cpuMs));
}

function describe(runs: readonly LintMeasurement[], files: number): string {
  const wall = median(runs.map(({ wallMs }) => wallMs));
  return `${(cpuOf(runs) / 1000).toFixed(1)} s CPU, ${(wall / 1000).toFixed(1)} s, ${files} files, ${runs[0]?.reports ?? 0} reports`;
}
