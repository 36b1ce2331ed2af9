import type { Redactor } from "@sluice/core-events";
import type { Io } from "../io.js";
import type { ForwardSummary } from "../forward/forward-summary.js";
import type { EventLogSummary } from "../log/run-events.js";
import { describeError } from "../output/describe-error.js";
import { displayPath } from "../output/display-path.js";
import { type LineWriter, ReaderLeftError } from "../output/line-writer.js";
import { nextCommands } from "../report/next-commands.js";
import { printSummary } from "../report/print-summary.js";
import { type RunEnd, type RunSummary, summarise } from "../report/run-summary.js";
import type { RunTally } from "../report/run-tally.js";
import { sizeOf } from "../report/size-of.js";
import { writeSummaryFile } from "../report/write-summary-file.js";
import type { Session } from "../session.js";
import type { Presentation } from "../settings/presentation.js";
import type { RunSettings } from "../settings/run-settings.js";
import type { WatchReport } from "./run-watch.js";
import { pathOf } from "../targets/target.js";

/** What a run that has ended is reported from. */
export interface RunReport {
  readonly settings: RunSettings;
  readonly stateDirectory: string | null;
  readonly presentation: Presentation;
  readonly tally: RunTally;
  readonly end: RunEnd;
  readonly writer: LineWriter;
  readonly redactor: Redactor;
  /** What has become of its event log; `null` if it kept none. */
  readonly eventLog?: EventLogSummary | null;
  /** How its events fared on their way to brokers. */
  readonly forwards?: readonly ForwardSummary[];
  /** What its rules and alerts have to say. */
  readonly watched?: WatchReport;
  /** How many documents it was to stop after; `null` or absent if it was not. */
  readonly limit?: number | null;
  /** What goes on with this run where that is not `sluice resume`. */
  readonly resumeCommand?: string;
}

/** Says how a run ended: on stderr, and where asked for in a file and on stdout. Returns the exit code. */
export async function reportRun(report: RunReport, session: Session): Promise<number> {
  const { end, presentation, tally, writer, redactor } = report;
  const { terminal, io } = session;
  if (end.kind === "failed") {
    for (const { text, style } of describeError(end.error, { debug: io.env["SLUICE_DEBUG"] === "1" })) terminal.line(text, style);
  }
  const summary = redactor.value(await summaryOf(report, io));
  const hasBegun = tally.runId !== null || end.kind !== "failed";
  if (hasBegun) printSummary(summary, terminal, (path) => displayPath(path, io.cwd)); // of a run refused at its start the error says all
  if (presentation.summaryFile !== null) await writeSummaryFile(presentation.summaryFile, summary);
  if (presentation.output === "json") await writer.write(`${JSON.stringify(summary)}\n`).catch(ignoreLeftReader);
  return summary.exitCode;
}

async function summaryOf(report: RunReport, io: Io): Promise<RunSummary> {
  const { settings, stateDirectory, tally, end, resumeCommand, watched = { rules: [], alerts: null }, eventLog = null, forwards = [], limit = null } = report;
  const sizes = { sinks: await Promise.all(settings.sinks.map((sink) => sizeOf(pathOf(sink)))), deadLetters: await sizeOf(settings.deadLetters) };
  const commands = nextCommands(settings, stateDirectory, io);
  return summarise({ settings, tally, end, sizes, stateDirectory, watched, eventLog, forwards, limit, commands: { ...commands, resume: resumeCommand ?? commands.resume } });
}

function ignoreLeftReader(error: unknown): void {
  if (!(error instanceof ReaderLeftError)) throw error;
}
