import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { inspectStateDirectory } from "@sluice/pipeline";
import type { Flags } from "../config/flags-to-config.js";
import { fromStored } from "../settings/stored-settings.js";
import { UsageError } from "../usage-error.js";
import { eventLogDirectory, eventLogIn } from "./event-log-directory.js";

/** A log that was asked for. */
export interface FoundLog {
  readonly directory: string;
  /** The state directory of the run that writes it, where that is known. */
  readonly stateDirectory: string | null;
}

const SEGMENT = /^\d{16}\.jsonl$/;

/**
 * Finds the event log that the command line names: the directory of a log, the state directory of a run, or `--state-dir`. With
 * `--wait`, the place where the run in a state directory will keep it, unless that is told otherwise.
 *
 * @throws {UsageError} If there is none.
 */
export async function findLog(named: string | undefined, { stateDir, wait }: Flags, cwd: string): Promise<FoundLog> {
  if (named !== undefined && stateDir !== undefined) throw new UsageError("Cannot find the event log: expected a path or --state-dir, received both");
  const given = named ?? (typeof stateDir === "string" ? stateDir : undefined);
  if (given === undefined) throw new UsageError("Cannot find the event log: expected the path of a log or of a state directory, received none");
  const path = resolve(cwd, given);
  if (stateDir === undefined && (await namesIn(path)).some((name) => SEGMENT.test(name))) return { directory: path, stateDirectory: await parentState(path) };
  const directory = await logOfRun(path);
  if (directory !== null) return { directory, stateDirectory: path };
  if (wait === true) return { directory: eventLogIn(path), stateDirectory: path };
  throw new UsageError(`Cannot find the event log: expected the directory of a log, or a state directory (sink path + .sluice) of a run that keeps one, received ${path}`);
}

/** The log of the run in a state directory; `null` where there is no run, or it keeps none. */
async function logOfRun(stateDirectory: string): Promise<string | null> {
  if ((await namesIn(stateDirectory)).length === 0) return null;
  const { settings, lock } = await inspectStateDirectory(stateDirectory);
  if (settings !== null) return eventLogDirectory(fromStored(settings, stateDirectory), stateDirectory);
  return lock === null ? null : eventLogIn(stateDirectory); // a run that has just begun
}

/** The state directory that a log lies in, if it is one. */
async function parentState(directory: string): Promise<string | null> {
  const parent = resolve(directory, "..");
  return eventLogIn(parent) === directory && (await namesIn(parent)).includes("settings.json") ? parent : null;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}
