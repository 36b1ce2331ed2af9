import { type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { recordedPauseShape } from "./recorded-pause.js";

/** Where a listing can be read on: the request of a page, and how many of its items are behind. */
const pageCursorSchema = z.object({
  page: z.int().min(1),
  url: z.url(),
  skip: z.int().min(0).default(0),
  /** What a `DuplicateFilter` remembers of the page before. */
  seen: z.string().max(16_384).optional(),
  ...recordedPauseShape,
});

/** @see {@link pageCursorSchema} */
export type PageCursor = Readonly<z.infer<typeof pageCursorSchema>>;

/** @throws {SluiceError} `CHECKPOINT_MISMATCH` if the cursor is none of a listing. */
export function parsePageCursor(cursor: JsonValue): PageCursor {
  const parsed = pageCursorSchema.safeParse(cursor);
  if (parsed.success) return parsed.data;
  const message = "Cannot resume: expected the cursor of a page, received something else";
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", cause: parsed.error });
}

/** The cursor as plain JSON, with what is not set left out. */
export function toCursor(at: PageCursor): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(at).filter((field): field is [string, string | number] => field[1] !== undefined));
}
