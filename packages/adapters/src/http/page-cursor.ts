import { type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";

/** Where a listing can be read on: the request of a page, and how many of its items are behind. */
const pageCursorSchema = z.object({ page: z.int().min(1), url: z.url(), skip: z.int().min(0).default(0) });

/** @see {@link pageCursorSchema} */
export type PageCursor = Readonly<z.infer<typeof pageCursorSchema>>;

/** @throws {SluiceError} `CHECKPOINT_MISMATCH` if the cursor is none of a listing. */
export function parsePageCursor(cursor: JsonValue): PageCursor {
  const parsed = pageCursorSchema.safeParse(cursor);
  if (parsed.success) return parsed.data;
  const message = "Cannot resume: expected the cursor of a page, received something else";
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", cause: parsed.error });
}
