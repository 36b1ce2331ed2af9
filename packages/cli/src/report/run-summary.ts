import { errorMessageOf, errorTypeOf } from "@sluice/core-events";
import type { AlertFigures, RuleTally } from "@sluice/monitors";
import type { ForwardSummary } from "../forward/forward-summary.js";
import type { EventLogSummary } from "../log/run-events.js";
import { EXIT_CODES, exitCodeOf, exitCodeOfSignal } from "../exit-codes.js";
import type { StopSignal } from "../io.js";
import type { WatchReport } from "../run/run-watch.js";
import type { RunSettings } from "../settings/run-settings.js";
import { pathOf, targetName } from "../targets/target.js";
import type { FailureReason } from "./failure-reasons.js";
import type { NextCommands } from "./next-commands.js";
import type { NoteCount } from "./note-counts.js";
import { isOverThreshold } from "./max-failed.js";
import type { EarlyVerdict, RunTally } from "./run-tally.js";

/** How a run came to its end. */
export type RunEnd =
  | { readonly kind: "completed" }
  | { readonly kind: "signal"; readonly signal: StopSignal }
  | { readonly kind: "reader-left" }
  | { readonly kind: "failed"; readonly error: unknown };

/** One place that documents went to. */
export interface SinkSummary {
  readonly name: string;
  /** `null` for what is no file. */
  readonly path: string | null;
  readonly bytes: number | null;
}

/** The closing summary, as `--summary-file` and `--output json` give it. */
export interface RunSummary {
  readonly status: "completed" | "too-many-failed" | "stopped" | "stopped-early" | "stopped-by-rule" | "failed";
  readonly exitCode: number;
  readonly adapter: string;
  readonly runId: string | null;
  readonly completed: number;
  readonly failed: number;
  readonly retried: number;
  readonly durationMs: number;
  readonly documentsPerSecond: number;
  readonly resumedFrom: { readonly runId: string; readonly completed: number; readonly failed: number } | null;
  readonly earlyValidation: EarlyVerdict | null;
  readonly qualityWarnings: number;
  /** The rules that watched this attempt. */
  readonly rules: readonly RuleTally[];
  /** How alerts fared, by channel; `null` if there were none to send to. */
  readonly alerts: AlertFigures | null;
  /** The first of the sinks. */
  readonly sink: SinkSummary;
  readonly sinks: readonly SinkSummary[];
  readonly deadLetters: { readonly path: string; readonly bytes: number | null } | null;
  /** Where the events of this attempt are; `null` if no log is kept. */
  readonly eventLog: EventLogSummary | null;
  /** How the events fared on their way to brokers. */
  readonly forwards: readonly ForwardSummary[];
  /** What the adapter has noted besides documents, such as rows that belong to none, and how often in this attempt. */
  readonly notes: readonly NoteCount[];
  /** The five most frequent failures of this attempt. */
  readonly failureReasons: readonly FailureReason[];
  readonly error: { readonly errorType: string; readonly message: string } | null;
  readonly stateDirectory: string | null;
  /** The `--limit` that ended the run; `null` if its source, or something else, did. */
  readonly limit: number | null;
  /** What to run next, or `null` where nothing is left to do or nothing can be resumed. */
  readonly next: NextCommands;
}

/** What a summary is made from. */
export interface SummaryInput {
  readonly settings: RunSettings;
  readonly tally: RunTally;
  readonly end: RunEnd;
  readonly sizes: { readonly sinks: readonly (number | null)[]; readonly deadLetters: number | null };
  readonly stateDirectory: string | null;
  readonly watched: WatchReport;
  readonly eventLog: EventLogSummary | null;
  readonly forwards: readonly ForwardSummary[];
  readonly limit: number | null;
  readonly commands: NextCommands;
}

/** Puts the summary of a run together. */
export function summarise({ settings, tally, end, sizes, stateDirectory, watched, eventLog, forwards, limit, commands }: SummaryInput): RunSummary {
  const { completed, failed, stats } = tally;
  const isOver = end.kind === "completed" && isOverThreshold(settings.maxFailed, { completed, failed });
  const isDone = end.kind === "completed";
  const sinks = settings.sinks.map((sink, at) => ({ name: targetName(sink), path: pathOf(sink), bytes: sizes.sinks[at] ?? null }));
  return {
    status: isOver ? "too-many-failed" : statusOf(end),
    exitCode: isOver ? EXIT_CODES.tooManyFailed : exitCodeOfEnd(end),
    adapter: settings.adapter,
    runId: tally.runId,
    completed,
    failed,
    retried: tally.retried,
    durationMs: stats.durationMs,
    documentsPerSecond: stats.documentsPerSecond,
    resumedFrom: tally.resumedFrom ?? null,
    earlyValidation: tally.earlyVerdict,
    qualityWarnings: tally.warnings,
    rules: watched.rules,
    alerts: watched.alerts,
    sink: sinks[0] ?? { name: "", path: null, bytes: null },
    sinks,
    deadLetters: settings.deadLetters === null ? null : { path: settings.deadLetters, bytes: sizes.deadLetters },
    eventLog,
    forwards,
    notes: tally.notes.list(),
    failureReasons: tally.reasons.top(5),
    error: end.kind === "failed" ? { errorType: errorTypeOf(end.error), message: errorMessageOf(end.error) } : null,
    stateDirectory,
    limit: isDone && limit !== null && completed + failed >= limit ? limit : null,
    next: {
      resume: isDone ? null : resumeCommand(end, commands.resume),
      retryFailed: isDone && failed > 0 && settings.deadLetters !== null ? commands.retryFailed : null,
      forwardRest: forwards.some(({ lag }) => lag > 0) ? commands.forwardRest : null,
      readNotes: eventLog !== null && tally.notes.list().length > 0 ? commands.readNotes : null,
    },
  };
}

function statusOf(end: RunEnd): RunSummary["status"] {
  if (end.kind === "completed") return "completed";
  if (end.kind !== "failed") return "stopped";
  if (errorTypeOf(end.error) === "RULE_BROKEN") return "stopped-by-rule";
  return isEarlyStop(end) ? "stopped-early" : "failed";
}

/** A run that early validation has stopped is gone on with only on purpose. */
function resumeCommand(end: RunEnd, command: string | null): string | null {
  return command !== null && isEarlyStop(end) ? `${command} --no-early-validation` : command;
}

function isEarlyStop(end: RunEnd): boolean {
  return end.kind === "failed" && errorTypeOf(end.error) === "EARLY_VALIDATION_FAILED";
}

/**
 * A reader that has left counts as success: it has what it came for, a pipeline under `set -o pipefail` shall not fail for
 * `| head`, and 141 would claim a SIGPIPE that never came. Into a file sink the run is stopped resumably, and says so.
 */
function exitCodeOfEnd(end: RunEnd): number {
  if (end.kind === "signal") return exitCodeOfSignal(end.signal);
  return end.kind === "failed" ? exitCodeOf(end.error) : EXIT_CODES.ok;
}
