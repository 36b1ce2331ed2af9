import { SluiceError } from "@sluice/core-events";
import { fileLogReader } from "@sluice/event-bus";
import type { Flags } from "../config/flags-to-config.js";
import { storedPositions } from "../forward/stored-positions.js";
import type { Io } from "../io.js";
import { eventLogDirectory } from "../log/event-log-directory.js";
import { nextCommands } from "../report/next-commands.js";
import { describeStatus, type RunStatus } from "../report/run-status.js";
import { hasUnfinishedRetry } from "../retry/unfinished-retry.js";
import { retryTimeOf } from "../run/retry-time.js";
import type { Session } from "../session.js";
import { loadStoredRun, type StoredRun } from "../settings/load-stored-run.js";
import type { RunSettings } from "../settings/run-settings.js";
import { pathOf, targetName } from "../targets/target.js";
import { stateDirectoryOf } from "./state-directory-of.js";

/** `sluice status`: what a state directory holds. Takes no lock, so a run under way is not disturbed. */
export async function status(flags: Flags, { io }: Session): Promise<number> {
  const directory = stateDirectoryOf(flags, io.cwd);
  const run = await loadStoredRun(directory);
  const log = await logOf(run.settings, { directory, env: io.env });
  const retryAt = await parkedUntil(run, directory);
  const found = statusOf(run, { directory, io, ...log, retryAt, unfinishedRetry: await hasUnfinishedRetry(directory) });
  io.stdout.write(flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : describeStatus(found, { cwd: io.cwd, now: io.now() }));
  return 0;
}

interface Place extends Pick<RunStatus, "eventLog" | "forwarders" | "retryAt" | "unfinishedRetry"> {
  readonly directory: string;
  readonly io: Pick<Io, "cwd" | "env">;
}

function statusOf({ checkpoint, lock, settings }: StoredRun, { directory, io, eventLog, forwarders, retryAt, unfinishedRetry }: Place): RunStatus {
  const { resume, retryFailed } = nextCommands(settings, directory, io);
  const isLive = lock?.alive === true;
  const sinks = settings.sinks.map((sink) => pathOf(sink) ?? targetName(sink));
  const isDone = checkpoint?.status === "completed";
  const hasFailures = checkpoint !== null && checkpoint.failed > 0 && settings.deadLetters !== null;
  return {
    stateDirectory: directory,
    status: stateOf(checkpoint, isLive),
    reason: checkpoint?.reason ?? null,
    retryAt,
    adapter: settings.adapter,
    completed: checkpoint?.completed ?? 0,
    failed: checkpoint?.failed ?? 0,
    checkpointAt: checkpoint === null ? null : new Date(checkpoint.timestamp).toISOString(),
    sink: sinks[0] ?? "",
    sinks,
    deadLetters: settings.deadLetters,
    eventLog,
    forwarders,
    policy: settings.http.policy ?? null,
    lock,
    unfinishedRetry,
    next: isLive ? null : unfinishedRetry || (isDone && hasFailures) ? retryFailed : isDone ? null : resume,
  };
}

type LogStatus = Pick<RunStatus, "eventLog" | "forwarders">;

async function logOf(settings: RunSettings, { directory: stateDirectory, env }: { readonly directory: string; readonly env: Io["env"] }): Promise<LogStatus> {
  const directory = eventLogDirectory(settings, stateDirectory);
  if (directory === null) return { eventLog: null, forwarders: [] };
  const log = fileLogReader(directory);
  try {
    const range = await log.range();
    return { eventLog: { directory, ...range }, forwarders: await storedPositions({ log, range, targets: settings.forward, env }) };
  } catch (error) {
    if (SluiceError.is(error)) return { eventLog: null, forwarders: [] }; // sluice events says what is wrong with it
    throw error;
  }
}

/** A run that goes on again waits for nothing that an earlier attempt was told. */
async function parkedUntil({ checkpoint, lock }: StoredRun, directory: string): Promise<string | null> {
  if (checkpoint?.reason !== "try_again_later" || lock?.alive === true) return null;
  const retryAt = await retryTimeOf(directory, checkpoint);
  return retryAt === null ? null : new Date(retryAt).toISOString();
}

/** A checkpoint that says "running" without a live owner is what a killed process leaves behind. */
function stateOf(checkpoint: StoredRun["checkpoint"], isLive: boolean): RunStatus["status"] {
  if (checkpoint === null) return isLive ? "running" : "not started";
  return checkpoint.status === "running" && !isLive ? "interrupted" : checkpoint.status;
}
