import { SluiceError, type JsonValue } from "@sluice/core-events";
import * as z from "zod";

const fileCursorSchema = z.object({
  /** Which input, from 0. */
  file: z.number().int().min(0),
  /** Of the next record's first byte in the decompressed file. */
  offset: z.number().int().min(0),
  /** How many lines stand before it. */
  line: z.number().int().min(0),
});

/** Where reading of line-based files begins again. */
export type FileCursor = Readonly<z.infer<typeof fileCursorSchema>>;

/**
 * The stored cursor, or the start of the first file.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if the cursor is not one of a file source, or names a file that is not there.
 */
export function fileCursor(cursor: JsonValue | null, files: number): FileCursor {
  if (cursor === null) return { file: 0, offset: 0, line: 0 };
  const parsed = fileCursorSchema.safeParse(cursor);
  if (parsed.success && parsed.data.file < files) return parsed.data;
  const message = `Cannot read on: expected a cursor in one of ${files} files, received ${JSON.stringify(cursor)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { cursor } });
}
