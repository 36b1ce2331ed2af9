import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError, type StoredCheckpoint } from "@sluice/core-events";
import * as z from "zod";
import { replaceFile } from "../targets/replace-file.js";

const fileSchema = z.object({
  version: z.literal(1),
  /** When it was said. */
  saidAt: z.number(),
  retryAt: z.number(),
});

/** Where a state directory keeps the time from which on a run may go on that was told to come back later. */
export function retryTimePath(stateDirectory: string): string {
  return join(stateDirectory, "retry-at.json");
}

/** Keeps the time that the error names, if it is one that says when to come back. */
export async function keepRetryTime(stateDirectory: string, error: unknown): Promise<void> {
  if (!SluiceError.is(error) || error.code !== "TRY_AGAIN_LATER") return;
  const record = fileSchema.safeParse({ version: 1, saidAt: Date.now(), retryAt: error.context["retryAt"] });
  if (!record.success) return; // an adapter may name no time
  await replaceFile(retryTimePath(stateDirectory), `${JSON.stringify(record.data)}\n`);
}

/** The time from which on a run may go on whose last checkpoint is this one, in milliseconds since the epoch; `null` if none was said behind it. */
export async function retryTimeOf(stateDirectory: string, { timestamp }: Pick<StoredCheckpoint, "timestamp">): Promise<number | null> {
  try {
    const record = fileSchema.parse(JSON.parse(await readFile(retryTimePath(stateDirectory), "utf8")));
    return record.saidAt >= timestamp ? record.retryAt : null;
  } catch {
    return null; // not there, or not whole: it is a hint, and the event log holds the message
  }
}
