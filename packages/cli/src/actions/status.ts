import { isAbsolute } from "node:path";
import { SluiceError } from "@sluice/core-events";
import { fileLogReader, type LogRange } from "@sluice/event-bus";
import type { Io } from "../io.js";
import type { Flags } from "../config/flags-to-config.js";
import { eventLogDirectory } from "../log/event-log-directory.js";
import { displayPath } from "../output/display-path.js";
import { formatCount } from "../output/format.js";
import { nextCommands } from "../report/next-commands.js";
import { inspectStateDirectory, type StateInspection } from "@sluice/pipeline";
import { hasUnfinishedRetry } from "../retry/unfinished-retry.js";
import type { Session } from "../session.js";
import type { RunSettings } from "../settings/run-settings.js";
import { fromStored } from "../settings/stored-settings.js";
import { UsageError } from "../usage-error.js";
import { pathOf, targetName } from "../targets/target.js";
import { stateDirectoryOf } from "./state-directory-of.js";
import { escapeControls } from "../output/escape-controls.js";

/** What `sluice status --json` prints. */
interface RunStatus {
  readonly stateDirectory: string;
  readonly status: "not started" | "running" | "interrupted" | "completed" | "failed" | "stopped";
  readonly reason: string | null;
  readonly adapter: string;
  readonly completed: number;
  readonly failed: number;
  readonly checkpointAt: string | null;
  /** The first of the sinks, as a path where it is a file. */
  readonly sink: string;
  readonly sinks: readonly string[];
  readonly deadLetters: string | null;
  /** The offsets that its log holds; `null` if it keeps none, or the log is damaged. */
  readonly eventLog: (LogRange & { readonly directory: string }) | null;
  readonly lock: StateInspection["lock"];
  readonly unfinishedRetry: boolean;
  readonly next: string | null;
}

/** `sluice status`: what a state directory holds. Takes no lock, so a run under way is not disturbed. */
export async function status(flags: Flags, { io }: Session): Promise<number> {
  const directory = stateDirectoryOf(flags, io.cwd);
  const inspection = await inspectStateDirectory(directory);
  if (inspection.settings === null) throw new UsageError(`Cannot find a run: expected a state directory (sink path + .sluice), received ${directory}`);
  const settings = fromStored(inspection.settings, directory);
  const eventLog = await eventLogOf(settings, directory);
  const found = statusOf(inspection, settings, { directory, io, eventLog, unfinishedRetry: await hasUnfinishedRetry(directory) });
  io.stdout.write(flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : describe(found, io.cwd));
  return 0;
}

interface Place {
  readonly directory: string;
  readonly io: Pick<Io, "cwd" | "env">;
  readonly eventLog: RunStatus["eventLog"];
  readonly unfinishedRetry: boolean;
}

function statusOf({ checkpoint, lock }: StateInspection, settings: RunSettings, { directory, io, eventLog, unfinishedRetry }: Place): RunStatus {
  const { resume, retryFailed } = nextCommands(settings, directory, io);
  const isLive = lock?.alive === true;
  const sinks = settings.sinks.map((sink) => pathOf(sink) ?? targetName(sink));
  const isDone = checkpoint?.status === "completed";
  const hasFailures = checkpoint !== null && checkpoint.failed > 0 && settings.deadLetters !== null;
  return {
    stateDirectory: directory,
    status: stateOf(checkpoint, isLive),
    reason: checkpoint?.reason ?? null,
    adapter: settings.adapter,
    completed: checkpoint?.completed ?? 0,
    failed: checkpoint?.failed ?? 0,
    checkpointAt: checkpoint === null ? null : new Date(checkpoint.timestamp).toISOString(),
    sink: sinks[0] ?? "",
    sinks,
    deadLetters: settings.deadLetters,
    eventLog,
    lock,
    unfinishedRetry,
    next: isLive ? null : unfinishedRetry || (isDone && hasFailures) ? retryFailed : isDone ? null : resume,
  };
}

async function eventLogOf(settings: RunSettings, stateDirectory: string): Promise<RunStatus["eventLog"]> {
  const directory = eventLogDirectory(settings, stateDirectory);
  if (directory === null) return null;
  try {
    return { directory, ...(await fileLogReader(directory).range()) };
  } catch (error) {
    if (SluiceError.is(error)) return null; // sluice events says what is wrong with it
    throw error;
  }
}

/** A checkpoint that says "running" without a live owner is what a killed process leaves behind. */
function stateOf(checkpoint: StateInspection["checkpoint"], isLive: boolean): RunStatus["status"] {
  if (checkpoint === null) return isLive ? "running" : "not started";
  return checkpoint.status === "running" && !isLive ? "interrupted" : checkpoint.status;
}

function describe(found: RunStatus, cwd: string): string {
  const { lock } = found;
  const lines = [
    `status        ${found.status}${found.reason === null ? "" : ` (${found.reason})`}`,
    `adapter       ${found.adapter}`,
    `documents     ${formatCount(found.completed)} completed, ${formatCount(found.failed)} failed`,
    `checkpoint    ${found.checkpointAt ?? "none"}`,
    ...found.sinks.map((sink) => `sink          ${isAbsolute(sink) ? displayPath(sink, cwd) : sink}`),
    `dead letters  ${found.deadLetters === null ? "none" : displayPath(found.deadLetters, cwd)}`,
  ];
  if (found.eventLog !== null) lines.push(`event log     ${displayPath(found.eventLog.directory, cwd)} (offsets ${formatCount(found.eventLog.first)} … ${formatCount(found.eventLog.last)})`);
  if (lock !== null) lines.push(`lock          process ${lock.pid} on ${lock.hostname}, ${lock.alive ? "alive" : "gone"}`);
  if (found.unfinishedRetry) lines.push("retry         unfinished");
  if (found.next !== null) lines.push(`next          ${found.next}`);
  return `${lines.map(escapeControls).join("\n")}\n`;
}
