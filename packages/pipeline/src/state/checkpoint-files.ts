import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError, type StoredCheckpoint, storedCheckpointSchema } from "@sluice/core-events";
import * as z from "zod";
import { hasErrno, onState } from "./state-error.js";
import { writeDurably } from "./write-durably.js";

const FORMAT = 1;
const NAMES = ["checkpoint-a.json", "checkpoint-b.json"] as const;
const fileSchema = z.object({ format: z.number().int(), checksum: z.string(), checkpoint: z.unknown() });

type Slot = { readonly path: string } & (
  | { readonly state: "missing" }
  | { readonly state: "damaged"; readonly problem: string }
  | { readonly state: "whole"; readonly checkpoint: StoredCheckpoint }
);

/**
 * The checkpoints of one run in two files that take turns, each with a checksum: a damaged newer generation leaves the
 * older one, from which targets are cut back and the run goes on.
 */
export class CheckpointFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The newest whole checkpoint, or `null` where there are no files at all.
   * @throws {SluiceError} `CHECKPOINT_CORRUPT` where files exist and none is whole; `CHECKPOINT_MISMATCH` for a newer format.
   */
  async load(): Promise<StoredCheckpoint | null> {
    const slots = await Promise.all(NAMES.map((name) => readSlot(join(this.#directory, name))));
    const whole = slots.filter((slot) => slot.state === "whole").map((slot) => slot.checkpoint);
    const newest = whole.toSorted((a, b) => b.generation - a.generation)[0];
    if (newest !== undefined) return newest;
    const damaged = slots.filter((slot) => slot.state === "damaged");
    if (damaged.length === 0) return null;
    const list = damaged.map(({ path, problem }) => `${path} (${problem})`).join(", ");
    throw new SluiceError(`Cannot read any checkpoint: ${list}`, { code: "CHECKPOINT_CORRUPT", context: { paths: damaged.map(({ path }) => path) } });
  }

  /** Resolves when the checkpoint would survive a power cut. */
  async save(checkpoint: StoredCheckpoint): Promise<void> {
    const path = join(this.#directory, NAMES[checkpoint.generation % 2 === 0 ? 0 : 1]);
    const content = JSON.stringify(checkpoint);
    await onState("save the checkpoint to", path, () =>
      writeDurably(path, `{"format":${FORMAT},"checksum":"${checksumOf(content)}","checkpoint":${content}}\n`),
    );
  }

  async remove(): Promise<void> {
    for (const name of NAMES) await rm(join(this.#directory, name), { force: true });
  }
}

async function readSlot(path: string): Promise<Slot> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return { path, state: "missing" };
    return onState("read the checkpoint", path, () => Promise.reject(error as Error)); // readFile rejects with errors only
  }
  return readContent(path, text);
}

function readContent(path: string, text: string): Slot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { path, state: "damaged", problem: text === "" ? "empty" : "cut short or not JSON" };
  }
  const file = fileSchema.safeParse(value);
  if (!file.success) return { path, state: "damaged", problem: "not a checkpoint" };
  if (file.data.format > FORMAT) throw newerFormat(path, file.data.format);
  if (checksumOf(JSON.stringify(file.data.checkpoint)) !== file.data.checksum) return { path, state: "damaged", problem: "wrong checksum" };
  const checkpoint = storedCheckpointSchema.safeParse(file.data.checkpoint);
  return checkpoint.success ? { path, state: "whole", checkpoint: checkpoint.data } : { path, state: "damaged", problem: "fields missing" };
}

function newerFormat(path: string, format: number): SluiceError {
  const message = `Cannot read checkpoint ${path}: format ${FORMAT} or older is required, received ${format}; it was written by a newer release`;
  return new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { path, differences: [{ field: "format", expected: format, actual: FORMAT }] } });
}

function checksumOf(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
