import { type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { recordedPauseShape } from "../http/recorded-pause.js";

const cursorSchema = z.object({ start: z.int().min(0), seen: z.string().default(""), ...recordedPauseShape });

/** Where a list of results can be read on: how many are behind, the last of their ids, and a pause that the server has asked for. */
export type ResultCursor = Readonly<z.infer<typeof cursorSchema>>;

/** The stored cursor, or the start of the list. @throws {SluiceError} `CHECKPOINT_MISMATCH` if it is none of a list of articles. */
export function asResultCursor(cursor: JsonValue | null): ResultCursor {
  if (cursor === null) return { start: 0, seen: "" };
  const parsed = cursorSchema.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new SluiceError("Cannot resume: expected a place in a list of articles, received something else", { code: "CHECKPOINT_MISMATCH", cause: parsed.error });
}
