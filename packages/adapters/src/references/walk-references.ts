import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type FetchContext, type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { PathFilter } from "../directory/path-filter.js";
import { type SourceRoot, sourceRoots } from "../directory/source-roots.js";
import { type SkippedCounts, type WalkedFile, walkFiles } from "../directory/walk-files.js";
import type { WalkParameters } from "../directory/walk-parameters.js";
import type { DocumentReference } from "./document-reference.js";

/** Where a walk over several roots begins again. */
export interface WalkCursor {
  /** Which root, from 0. */
  readonly root: number;
  readonly keys: readonly string[];
}

const walkCursorSchema = z.object({ root: z.number().int().min(0), keys: z.array(z.string()) });

/**
 * The stored cursor, or `null` for the start.
 *
 * @throws {SluiceError} `CHECKPOINT_MISMATCH` if it is not one of a walk.
 */
export function asWalkCursor(cursor: JsonValue | null): WalkCursor | null {
  const parsed = walkCursorSchema.nullable().safeParse(cursor);
  if (parsed.success) return parsed.data;
  const message = `Cannot read on: expected a cursor in a directory tree, received ${JSON.stringify(cursor)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { cursor } });
}

/** What {@link walkReferences} needs to know. */
export interface WalkReferencesOptions extends WalkParameters {
  readonly inputs: readonly string[];
  readonly from: WalkCursor | null;
}

/** Where to begin again to get a reference first, and the reference. */
export type Walked = readonly [cursor: WalkCursor, reference: DocumentReference];

/** References to the files of directories and to single files, one at a time. What is passed by is counted in an event `skipped`. */
export async function* walkReferences(options: WalkReferencesOptions, { signal, emit }: Pick<FetchContext, "signal" | "emit">): AsyncGenerator<Walked, void, undefined> {
  const { inputs, from, include, exclude, hidden, followSymlinks } = options;
  const filter = new PathFilter({ include, exclude });
  const roots = await sourceRoots(inputs);
  for (const [index, root] of roots.entries()) {
    signal.throwIfAborted();
    if (from !== null && index < from.root) continue;
    if (root.kind === "file") {
      yield [{ root: index, keys: [] }, await fileReference(root.name, root.path)];
      continue;
    }
    const skipped: SkippedCounts = { hidden: 0, symlink: 0, special: 0 };
    const begin = from?.root === index ? { from: from.keys } : {};
    for await (const file of walkFiles(root.path, { filter, hidden, followSymlinks, skipped, signal, ...begin })) {
      yield [{ root: index, keys: file.keys }, await walkedReference(root, file)];
    }
    if (Object.values(skipped).some((count) => count > 0)) emit("skipped", { root: root.name, ...skipped });
  }
}

async function walkedReference({ path: root, prefix }: SourceRoot, { path, problem }: WalkedFile): Promise<DocumentReference> {
  const docId = prefix + path;
  if (problem === null) return fileReference(docId, join(root, path));
  return { docId, path: join(root, path), problem: { code: "SOURCE_UNREADABLE", message: `Cannot read ${docId}: ${problem}` } };
}

/** The size only serves the byte budget; that the file has vanished again is found when it is read. */
async function fileReference(docId: string, path: string): Promise<DocumentReference> {
  const status = await stat(path).catch(() => null);
  return status === null ? { docId, path } : { docId, path, bytes: status.size };
}
