import { rm, stat } from "node:fs/promises";
import { lowestAcknowledged } from "./consumer-offset.js";
import { errnoOf } from "./log-error.js";
import { indexPathOf, listSegments, type Segment } from "./log-files.js";
import type { LogNotice } from "./log-notice.js";
import type { RetentionOptions } from "./log-options.js";

/** What one round of retention has removed. */
export interface Removal {
  readonly segments: number;
  readonly events: number;
  readonly bytes: number;
}

/**
 * Removes the oldest segments while a limit is exceeded. It stops at the first one that an active consumer still needs, and never
 * removes the newest.
 */
export async function applyRetention(directory: string, limits: Required<RetentionOptions>, onNotice: (notice: LogNotice) => void): Promise<Removal> {
  const { maxBytes, maxAgeMs, maxSegments, keepUnread, consumerIdleMs } = limits;
  if (maxBytes === Infinity && maxAgeMs === Infinity && maxSegments === Infinity) return { segments: 0, events: 0, bytes: 0 };
  const now = Date.now();
  const acknowledged = keepUnread ? await lowestAcknowledged(directory, now - consumerIdleMs) : Infinity;
  const found = await Promise.all((await listSegments(directory)).map(withSize));
  let bytes = found.reduce((sum, segment) => sum + segment.bytes, 0);
  let removed: Removal = { segments: 0, events: 0, bytes: 0 };
  for (const [index, { segment, bytes: size, modified }] of found.entries()) {
    const next = found[index + 1];
    if (next === undefined || next.segment.base - 1 > acknowledged) break;
    if (bytes <= maxBytes && found.length - index <= maxSegments && now - modified <= maxAgeMs) break;
    await rm(segment.path);
    await rm(indexPathOf(segment), { force: true });
    bytes -= size;
    removed = { segments: removed.segments + 1, events: removed.events + next.segment.base - segment.base, bytes: removed.bytes + size };
    onNotice({ kind: "removed", from: segment.base, to: next.segment.base - 1, bytes: size });
  }
  return removed;
}

async function withSize(segment: Segment): Promise<{ segment: Segment; bytes: number; modified: number }> {
  try {
    const { size, mtimeMs } = await stat(segment.path);
    return { segment, bytes: size, modified: mtimeMs };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { segment, bytes: 0, modified: Date.now() };
    throw error;
  }
}
