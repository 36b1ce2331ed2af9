import type { CodemodResult } from "../run/codemod-result.js";
import { githubReport } from "./github-report.js";
import { jsonReport } from "./json-report.js";
import { patchReport } from "./patch-report.js";
import type { ReportFormat } from "./report-formats.js";
import { sarifReport } from "./sarif-report.js";
import { textReport, type TextReportOptions } from "./text-report.js";

/** The report in a form. */
export function renderReport(result: CodemodResult, format: ReportFormat, options: TextReportOptions): string {
  if (format === "json") return jsonReport(result);
  if (format === "sarif") return sarifReport(result);
  if (format === "github") return githubReport(result);
  return format === "patch" ? patchReport(result) : textReport(result, options);
}
