import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { AdoptionIo } from "../adoption-io.js";
import { findRepository } from "../history/find-repository.js";
import { interruptOf } from "../interrupt.js";
import { escapeControls } from "../output/escape-controls.js";
import { formatReport, type ReportFormat } from "../output/report-formats.js";
import { type AdoptionReport, adoptionReportSchema } from "../scan/adoption-report.js";
import { compareReports } from "../scan/compare-reports.js";
import { judgeMinimum } from "../scan/judge-minimum.js";
import { scanAdoption, type ScanOptions } from "../scan/scan-adoption.js";
import { emit } from "./emit.js";

/** The options of `sluice adoption scan`, as parsed. */
export interface ScanCommandOptions {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly from?: "auto" | "0.x" | "1.x";
  readonly syntactic?: true;
  readonly countEager?: true;
  readonly depth: number;
  readonly history?: true;
  readonly samples: number;
  readonly days: number | null;
  readonly format: ReportFormat;
  readonly output?: string;
  readonly min?: number;
  readonly baseline?: string;
}

/** Scans, prints the report, and resolves with the exit code. */
export async function runScan(paths: readonly string[], options: ScanCommandOptions, io: AdoptionIo): Promise<number> {
  const { format, output, min, baseline } = options;
  const before = baseline === undefined ? null : await readReport(resolve(io.cwd, baseline));
  using interrupt = interruptOf(io);
  const place = { root: (await findRepository(io.cwd, io)) ?? io.cwd, cwd: io.cwd, ...(paths.length === 0 ? {} : { paths }) };
  const report = await scanAdoption({ ...scanOptionsOf(options), ...place, env: io.env, now: io.now().getTime(), signal: interrupt.signal });
  await emit(await formatReport(report, format), output, io);
  const verdicts = [min === undefined ? true : tellMinimum(report, min, io), before === null ? true : tellChange(before, report, io)];
  return verdicts.every(Boolean) ? 0 : 1;
}

function scanOptionsOf({ history, samples, days, format: _format, output: _output, min: _min, baseline: _baseline, ...rest }: ScanCommandOptions): Omit<ScanOptions, "root"> {
  return history === undefined ? rest : { ...rest, history: { samples, days } };
}

function tellMinimum(report: AdoptionReport, minimum: number, { stderr }: AdoptionIo): boolean {
  const { passes, message } = judgeMinimum(report, minimum);
  stderr.write(`${message}\n`);
  return passes;
}

function tellChange(before: AdoptionReport, now: AdoptionReport, { stderr }: AdoptionIo): boolean {
  const { added, gone } = compareReports(before, now);
  stderr.write(`Legacy sites beside the baseline: ${added.length} new, ${gone.length} gone\n`);
  for (const { file, line, method } of added) stderr.write(`  new: ${escapeControls(`${file}:${line}`)} ${method}\n`);
  return added.length === 0;
}

async function readReport(path: string): Promise<AdoptionReport> {
  try {
    return adoptionReportSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const message = `Cannot compare with ${path}: expected a report of --format json, version 1: ${errorMessageOf(cause).split("\n", 1)[0] ?? ""}`;
    throw new SluiceError(message, { code: "SOURCE_UNREADABLE", context: { path }, cause });
  }
}
