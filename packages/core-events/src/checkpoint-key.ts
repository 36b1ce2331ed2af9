import { createHash } from "node:crypto";
import { MAX_CHECKPOINT_KEY_CHARS } from "./checkpoint.js";

/** How a document is named inside a checkpoint: by its id, or by a SHA-256 digest of it where it is long. */
export function checkpointKey(docId: string): string {
  if (docId.length <= MAX_CHECKPOINT_KEY_CHARS) return docId;
  return `sha256:${createHash("sha256").update(docId).digest("base64url").slice(0, 24)}`;
}
