import { type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";

const recordCursorSchema = z.object({
  /** Which archive, from 0. */
  file: z.number().int().min(0),
  /** How many core records stand before the next one. */
  record: z.number().int().min(0),
});

/** Where reading of archives begins again. */
export type RecordCursor = Readonly<z.infer<typeof recordCursorSchema>>;

/**
 * The stored cursor, or the start of the first archive.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if the cursor is not one of this source, or names an archive that is not there.
 */
export function recordCursor(cursor: JsonValue | null, files: number): RecordCursor {
  if (cursor === null) return { file: 0, record: 0 };
  const parsed = recordCursorSchema.safeParse(cursor);
  if (parsed.success && parsed.data.file < files) return parsed.data;
  const message = `Cannot read on: expected a cursor in one of ${files} archives, received ${JSON.stringify(cursor)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { cursor } });
}
