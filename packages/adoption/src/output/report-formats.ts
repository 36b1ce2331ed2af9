import type { AdoptionReport } from "../scan/adoption-report.js";

/** The forms that a report is printed in. */
export const REPORT_FORMATS = ["table", "json", "markdown", "badge", "html"] as const;

/** A form that a report is printed in. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Writes a report out. The libraries and texts of a form are loaded with it. */
export async function formatReport(report: AdoptionReport, format: ReportFormat): Promise<string> {
  switch (format) {
    case "table":
      return (await import("./terminal-report.js")).terminalReport(report);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "markdown":
      return (await import("./markdown-report.js")).markdownReport(report);
    case "badge":
      return (await import("./badge.js")).badge(report.total.share);
    case "html":
      return (await import("./html-report.js")).htmlReport(report);
  }
}
