import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "@sluice/core-events";
import { damaged, errnoOf, unwritable } from "./log-error.js";
import { namesIn } from "./log-files.js";
import { writeAtomically } from "./write-atomically.js";

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const FILE = /^consumer-(.+)\.json$/;

/** How far one named consumer has come in a log. One process at a time may save it. */
export interface ConsumerOffset {
  readonly name: string;
  readonly path: string;
  /** The last offset acknowledged, 0 for none yet; `null` if nothing was ever saved. */
  load(): Promise<number | null>;
  /** Replaces it in one step, durably. */
  save(offset: number): Promise<void>;
}

/**
 * The stored position of a consumer, beside the segments of its log.
 *
 * @param name Lower-case letters, digits, `.`, `_` and `-`, at most 64, so that it is a file name everywhere.
 * @throws {TypeError} If the name is something else.
 */
export function consumerOffset(directory: string, name: string): ConsumerOffset {
  if (!NAME.test(name)) throw new TypeError(`Cannot name a consumer: expected up to 64 of a-z, 0-9, ".", "_" and "-", received ${JSON.stringify(name)}`);
  const path = join(directory, `consumer-${name}.json`);
  return { name, path, load: () => load(path), save: (offset) => save(path, offset) };
}

/** @throws {SluiceError} `LOG_TRUNCATED` if the log ends before what the consumer has acknowledged: it would wait for the past. */
export function requireReached({ name, path }: ConsumerOffset, reached: { readonly acknowledged: number; readonly last: number }): void {
  const { acknowledged, last } = reached;
  if (acknowledged <= last) return;
  const message = `Cannot go on as ${name}: the log must reach offset ${acknowledged}, which is acknowledged, received one that ends at ${last}`;
  throw new SluiceError(message, { code: "LOG_TRUNCATED", context: { file: path, acknowledged, lastOffset: last } });
}

async function load(path: string): Promise<number | null> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
  const offset = parse(content);
  if (offset === null) throw damaged(`Cannot read ${path}: it must hold the offset of a consumer`, { file: path });
  return offset;
}

function parse(content: string): number | null {
  try {
    const { version, offset } = JSON.parse(content) as { readonly version?: unknown; readonly offset?: unknown };
    return version === 1 && Number.isSafeInteger(offset) && (offset as number) >= 0 ? (offset as number) : null;
  } catch {
    return null; // the caller says so
  }
}

async function save(path: string, offset: number): Promise<void> {
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`Cannot save a consumer's offset: expected an integer >= 0, received ${offset}`);
  try {
    await writeAtomically(path, `${JSON.stringify({ version: 1, offset })}\n`);
  } catch (cause) {
    throw unwritable("save the offset in", { file: path, cause });
  }
}

/** The lowest offset that a consumer which has saved its offset since `activeSince` still needs to keep; `Infinity` if there is none. */
export async function lowestAcknowledged(directory: string, activeSince: number): Promise<number> {
  let lowest = Infinity;
  for (const file of await namesIn(directory)) {
    if (!FILE.test(file)) continue;
    const path = join(directory, file);
    if ((await stat(path)).mtimeMs >= activeSince) lowest = Math.min(lowest, (await load(path)) ?? 0);
  }
  return lowest;
}
