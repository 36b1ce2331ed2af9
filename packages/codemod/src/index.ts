export { CodemodError, type CodemodErrorCode, type CodemodErrorOptions } from "./codemod-error.js";
export type { CodemodIo, InputStream, OutputStream } from "./cli/codemod-io.js";
export { main } from "./cli/main.js";
export type { TypeFault } from "./compile/new-type-errors.js";
export type { Environment } from "./files/run-git.js";
export type { ScanCounts } from "./files/scan-files.js";
export type { SkippedFile, SkipReason } from "./files/skipped-file.js";
export type { SourceFile } from "./files/source-file.js";
export type { SourceKind } from "./files/source-kind.js";
export { allMigrations } from "./migrations/all-migrations.js";
export type { MigrationEntry } from "./migrations/migration-entry.js";
export type {
  Finding,
  Migration,
  MigrationOptions,
  Outcome,
  Project,
  ReasonCode,
  RewriteTarget,
  RunMethod,
  Site,
  SiteKind,
  SourceText,
  Span,
  TextEdit,
} from "./model.js";
export { reportJsonSchema } from "./reports/report-json-schema.js";
export type { Choice, Choose } from "./run/choose-steps.js";
export type { CodemodResult } from "./run/codemod-result.js";
export type { FileChange } from "./run/file-change.js";
export type { Formatter } from "./run/formatter-of.js";
export type { FilePlan, Step } from "./run/plan-files.js";
export type { ScanOptions } from "./run/scan-options.js";
export type { SiteReport, SiteState } from "./run/site-report.js";
export type { WriteFailure } from "./run/write-changes.js";
export { runCodemod, type CodemodOptions } from "./run-codemod.js";
export { scanProject, type ProjectScan } from "./scan-project.js";
