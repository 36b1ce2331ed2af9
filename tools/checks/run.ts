import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckContext, CheckStep } from "./check-step.ts";
import { type PackedPackage, packPackages } from "./pack-packages.ts";
import { apiChangesets } from "./steps/api-changesets.ts";
import { apiReportsStep } from "./steps/api-reports.ts";
import { boundaries } from "./steps/boundaries.ts";
import { documentationExamples } from "./steps/documentation-examples.ts";
import { generatedDocs } from "./steps/generated-docs.ts";
import { licences } from "./steps/licences.ts";
import { links } from "./steps/links.ts";
import { loading } from "./steps/loading.ts";
import { lockfile } from "./steps/lockfile.ts";
import { manifests } from "./steps/manifests.ts";
import { promisedTests } from "./steps/promised-tests.ts";
import { publishLint } from "./steps/publish-lint.ts";
import { sizes } from "./steps/sizes.ts";
import { tarballs } from "./steps/tarballs.ts";
import { types } from "./steps/types.ts";
import { unused } from "./steps/unused.ts";
import { readWorkspace } from "./workspace-package.ts";

/**
 * What holds for the workspace as a whole: `npm run check [-- <word of a step's name> …]`. Needs built packages.
 * All steps run, whatever fails; ends with 1 if one does.
 */
const STEPS: readonly CheckStep[] = [boundaries, promisedTests, manifests, lockfile, licences, generatedDocs, documentationExamples, links, unused, sizes, tarballs, publishLint, types, apiReportsStep, apiChangesets, loading];

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
const wanted = process.argv.slice(2);
const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (steps.length === 0) throw new TypeError(`Cannot check: expected words of ${STEPS.map(({ name }) => name).join(", ")}, received ${wanted.join(" ")}`);

const directory = await mkdtemp(join(tmpdir(), "sluice-checks-"));
try {
  const failed = await runSteps(await contextOf(directory));
  process.stdout.write(failed.length === 0 ? `${steps.length} checks passed\n` : `failed: ${failed.join(", ")}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function contextOf(packInto: string): Promise<CheckContext> {
  const packages = await readWorkspace(root);
  let packed: Promise<PackedPackage[]> | undefined;
  return { root, packages, packed: () => (packed ??= packPackages(packages, packInto)) };
}

async function runSteps(context: CheckContext): Promise<string[]> {
  const failed: string[] = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const problems = await problemsOf(step, context);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${problems.length === 0 ? "ok  " : "FAIL"} ${step.name} (${seconds} s)\n`);
    for (const problem of problems) process.stdout.write(`       ${problem}\n`);
    if (problems.length > 0) failed.push(step.name);
  }
  return failed;
}

/** A step that breaks is a failed step; the ones behind it still run. */
async function problemsOf(step: CheckStep, context: CheckContext): Promise<readonly string[]> {
  try {
    return await step.run(context);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
