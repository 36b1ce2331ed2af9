/** The forms a report can take. */
export const REPORT_FORMATS = ["text", "patch", "json", "sarif", "github"] as const;

/** @see {@link REPORT_FORMATS} */
export type ReportFormat = (typeof REPORT_FORMATS)[number];
