import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { Presentation } from "../settings/presentation.js";
import type { RunSettings } from "../settings/run-settings.js";
import { UsageError } from "../usage-error.js";
import { pathOf } from "./target.js";

/** Every file that a run is given, under any name. */
export interface RunFiles {
  readonly settings: Pick<RunSettings, "adapter" | "parameters" | "sinks" | "deadLetters">;
  readonly stateDirectory: string | null;
  readonly presentation: Pick<Presentation, "summaryFile" | "metricsSnapshots">;
  readonly cwd: string;
}

interface Place {
  readonly role: string;
  readonly path: string;
}

/**
 * Each file has one use: a sink that is the source too would be emptied by `--restart`, dead letters in the sink would mix with its
 * documents, a summary would take its place. Links are seen through.
 *
 * @throws {UsageError} That names the file and its two uses.
 */
export async function requireDistinctFiles(files: RunFiles): Promise<void> {
  const uses = new Map<string, Place>();
  for (const place of writtenPlaces(files)) {
    const id = await identityOf(place.path);
    const other = uses.get(id);
    if (other !== undefined) throw usedTwice(place.path, other.role, place.role);
    uses.set(id, place);
  }
  for (const path of sourcePaths(files)) {
    const use = uses.get(await identityOf(path));
    if (use !== undefined) throw usedTwice(path, "source", use.role);
    if (readsAll(files)) await refuseInside(path, [...uses.values()]);
  }
}

/** Whether the source is every file of its directories, whatever its name. */
function readsAll({ settings: { adapter, parameters } }: RunFiles): boolean {
  return adapter === "files" && parameters["include"] === undefined && parameters["exclude"] === undefined;
}

/** A run would read what it has just written. */
async function refuseInside(source: string, places: readonly Place[]): Promise<void> {
  const directory = await wholePath(source);
  for (const { role, path } of places) {
    if (!(await wholePath(path)).startsWith(`${directory}${sep}`)) continue;
    throw new UsageError(`Cannot ingest: expected the ${role} outside the source ${source}, which is read whole, received ${path}; --param exclude=… leaves files out`);
  }
}

/** Behind all links, as far as they are there. */
async function wholePath(path: string): Promise<string> {
  return realpath(path).catch(async () => join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path)));
}

function writtenPlaces({ settings: { sinks, deadLetters }, stateDirectory, presentation: { summaryFile, metricsSnapshots } }: RunFiles): Place[] {
  const places: (readonly [role: string, path: string | null])[] = [
    ...sinks.map((sink) => ["sink", pathOf(sink)] as const),
    ["dead letters", deadLetters],
    ["state directory", stateDirectory],
    ["summary file", summaryFile],
    ["metrics snapshots", metricsSnapshots],
  ];
  return places.flatMap(([role, path]) => (path === null ? [] : [{ role, path }]));
}

/** Any parameter may name a file; one that names something else equals no path that is written. */
function sourcePaths({ settings: { parameters }, cwd }: RunFiles): string[] {
  const texts = Object.values(parameters).flatMap((value): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value])).filter((value) => typeof value === "string");
  return texts.filter((text) => text !== "-" && !text.includes("\0")).map((text) => resolve(cwd, text));
}

/** The same for every path that leads to the same file, whether it is there already or not. */
async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return wholePath(path); // what is wrong with it, its user says
  }
}

function usedTwice(path: string, first: string, second: string): UsageError {
  return new UsageError(`Cannot ingest: expected every file to have one use, received ${path} as ${first} and ${second}`);
}
