import { join } from "node:path";
import { outputLines, runCommand } from "./command.ts";

/** What size-limit says of one package. */
export interface SizeReport {
  /** The package's folder below `packages/`. */
  readonly name: string;
  /** Bytes of its ESM files, compressed with Brotli; 0 where there are none. */
  readonly size: number;
  readonly sizeLimit?: number;
  readonly passed?: boolean;
}

/** One entry of .size-limit.json. */
export interface SizeBudget {
  readonly name: string;
  readonly path: string;
  readonly limit: string;
}

/** Bytes in the unit and precision of .size-limit.json, rounded up to 0.1 kB. */
function kilobytes(bytes: number): string {
  return `${(Math.ceil(bytes / 100) / 10).toFixed(1)} kB`;
}

/** The budget of a package of this size: 15 % more. */
export function budgetFor(name: string, size: number): SizeBudget {
  return { name, path: `packages/${name}/dist/**/*.js`, limit: kilobytes(size * 1.15) };
}

/**
 * Measures what .size-limit.json names.
 *
 * @throws {Error} If size-limit cannot read it.
 */
export async function measureSizes(root: string): Promise<SizeReport[]> {
  const result = await runCommand(process.execPath, [join(root, "node_modules/size-limit/bin.js"), "--json"], { cwd: root });
  try {
    return JSON.parse(result.stdout) as SizeReport[]; // the documented output; ends with 1 where a budget is exceeded
  } catch (cause) {
    throw new Error(`Cannot measure sizes: ${outputLines(result).join("\n")}`, { cause });
  }
}

/** What is wrong: a package without files or without a budget, or one that exceeds it. */
export function sizeProblems(reports: readonly SizeReport[], packages: readonly string[]): string[] {
  const measured = new Map(reports.map((report) => [report.name, report]));
  return packages.flatMap((name) => {
    const report = measured.get(name);
    if (report === undefined) return [`${name}: .size-limit.json has no budget; run npm run budgets`];
    if (report.size === 0) return [`${name}: nothing is built`];
    if (report.passed !== false) return [];
    return [`${name}: ${kilobytes(report.size)} exceed the budget of ${kilobytes(report.sizeLimit ?? 0)}; if it must grow, run npm run budgets`];
  });
}
