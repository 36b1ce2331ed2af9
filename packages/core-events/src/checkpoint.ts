import * as z from "zod";
import { jsonValueSchema, type JsonValue } from "./json-value.js";

/**
 * How far a run has come: enough to go on after a crash, and of bounded size whatever the number of documents.
 *
 * Every item before `cursor` is finished; there are `lowWaterMark` of them. Behind `cursor`, `finished` says which ones are:
 * `{ keys }` names them (see {@link checkpointKey}), for sources that set marks, so that a page whose items have shifted
 * loses none; `{ count, ahead }` counts them, for sources without marks, which are read again from the start and must
 * keep their order: the first `count` and those at the positions `ahead` are finished.
 */
export const checkpointSchema = z.object({
  version: z.literal(1),
  runId: z.string(),
  adapter: z.string(),
  timestamp: z.number(),
  cursor: jsonValueSchema.nullable(),
  lowWaterMark: z.number().int().min(0),
  finished: z.union([
    z.object({ keys: z.array(z.string()).readonly() }),
    z.object({ count: z.number().int().min(0), ahead: z.array(z.number().int().min(0)).readonly() }),
  ]),
  completed: z.number().int().min(0),
  failed: z.number().int().min(0),
});

/** How far a run has come; see {@link checkpointSchema}. */
export type Checkpoint = Readonly<z.infer<typeof checkpointSchema>>;

/**
 * A checkpoint as it is stored: with what it belongs to and how far the targets had come.
 *
 * `fingerprint` names source, parameters and configuration; a resume whose fingerprint differs is refused.
 * `positions` holds one committed position per target, by the target's name.
 */
export const storedCheckpointSchema = checkpointSchema.extend({
  generation: z.number().int().min(0),
  status: z.enum(["running", "completed", "failed", "stopped"]),
  reason: z.string().nullable(),
  fingerprint: z.record(z.string(), jsonValueSchema),
  positions: z.record(z.string(), jsonValueSchema),
});

/** A checkpoint as it is stored; see {@link storedCheckpointSchema}. */
export type StoredCheckpoint = Readonly<z.infer<typeof storedCheckpointSchema>>;

/**
 * Keeps the checkpoints of one run. One writer at a time holds it.
 *
 * `save` resolves when the checkpoint would survive a power cut; a `save` that fails leaves the one before in place.
 */
export interface CheckpointStore {
  /** The newest whole checkpoint, or `null` for a run that never started. */
  load(): Promise<StoredCheckpoint | null>;
  /**
   * Makes sure that this process still is the one writer.
   * @throws {SluiceError} `LOCK_LOST` when another process has taken the run over.
   */
  assertHeld(): Promise<void>;
  /** @throws {SluiceError} `LOCK_LOST` when another process has taken the run over; then nothing was written. */
  save(checkpoint: StoredCheckpoint): Promise<void>;
}

/** Longest id that is kept as it is in a checkpoint; longer ones are kept as a digest. */
export const MAX_CHECKPOINT_KEY_CHARS = 40;

/** A position that a target hands out at commit and gets back at resume. */
export type SinkPosition = JsonValue;
