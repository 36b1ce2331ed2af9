import { readdir } from "node:fs/promises";
import { SluiceError } from "@sluice/core-events";
import type { EventLogReader, LogRange } from "@sluice/event-bus";
import { type ForwardTarget, locateForward } from "./forward-target.js";

/** How far forwarding to one target has come. */
export interface StoredPosition {
  /** Under which name the position is kept beside the log. */
  readonly consumer: string;
  /** The address without credentials; `null` where it is not among the run's settings, or in a variable that is not set. */
  readonly target: string | null;
  /** The last offset that is done with, 0 for none yet; `null` if it cannot be read. */
  readonly offset: number | null;
  /** Events of the log behind it. */
  readonly lag: number | null;
}

/** What positions are told from. */
export interface StoredPositionsOptions {
  readonly log: EventLogReader;
  readonly range: LogRange;
  /** Those that the run was started with. */
  readonly targets: readonly ForwardTarget[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Every position that is kept beside a log, and those of targets that have got nothing yet. */
export async function storedPositions({ log, range, targets, env }: StoredPositionsOptions): Promise<StoredPosition[]> {
  const known = new Map(targets.flatMap((target) => addressOf(target, env)));
  const consumers = new Set([...known.keys(), ...(await consumersOf(log))]);
  return await Promise.all(
    [...consumers].map(async (consumer): Promise<StoredPosition> => {
      const offset = await offsetOf(log, consumer);
      const lag = offset === null ? null : Math.max(0, range.last - Math.max(offset, range.first - 1));
      return { consumer, target: known.get(consumer) ?? null, offset, lag };
    }),
  );
}

function addressOf(target: ForwardTarget, env: StoredPositionsOptions["env"]): [string, string][] {
  try {
    const { consumer, address } = locateForward(target, env);
    return [[consumer, address.name]];
  } catch {
    return []; // its variable is not set, or holds something else: the position is shown by its name
  }
}

async function consumersOf({ directory }: EventLogReader): Promise<string[]> {
  const names = await readdir(directory).catch(() => []); // a log that does not exist yet has none
  return names.flatMap((name) => /^consumer-(.+)\.json$/.exec(name)?.[1] ?? []).sort(); // as `consumerOffset()` calls its files
}

async function offsetOf(log: EventLogReader, consumer: string): Promise<number | null> {
  try {
    return (await log.consumerOffset(consumer).load()) ?? 0;
  } catch (error) {
    if (SluiceError.is(error) || error instanceof TypeError) return null; // damaged, or a file of somebody else
    throw error;
  }
}
