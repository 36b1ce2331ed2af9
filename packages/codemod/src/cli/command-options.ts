import type { ReportFormat } from "../reports/report-formats.js";

/** What commander makes of the options. */
export interface CommandOptions {
  readonly root?: string;
  readonly write: boolean;
  readonly interactive: boolean;
  readonly park: boolean;
  readonly verify: boolean;
  readonly allowDirty: boolean;
  readonly force: boolean;
  readonly breakHardLinks: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly since?: string;
  readonly from: "auto" | "0.x" | "1.x";
  readonly syntactic: boolean;
  readonly loops: "equivalent" | "stream";
  readonly maxSize: number;
  readonly format?: ReportFormat;
  readonly json: boolean;
  readonly sarif: boolean;
  readonly migration?: string;
  readonly listMigrations: boolean;
}
