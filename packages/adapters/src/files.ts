import { resolve } from "node:path";
import type { Adapter, Document } from "@sluice/core-events";
import * as z from "zod";
import { defineAdapter } from "./define-adapter.js";
import { decodeTextFile } from "./directory/decode-text-file.js";
import { mediaTypeOf } from "./directory/media-type.js";
import { readWholeFile } from "./directory/read-whole-file.js";
import { includeSchema, pathsSchema, walkShape } from "./directory/walk-parameters.js";
import { encodingSchema } from "./files/encoding-schema.js";
import { originProvenance, sha256Of } from "./files/origin-provenance.js";
import { checkByteLimit } from "./records/check-byte-limit.js";
import { type DocumentReference, throwProblem } from "./references/document-reference.js";
import { asWalkCursor, walkReferences } from "./references/walk-references.js";

export type { DocumentReference } from "./references/document-reference.js";
export type { RecordProblem } from "./records/record-problem.js";

const parametersSchema = z.object({
  input: pathsSchema,
  include: includeSchema(["**/*"]),
  ...walkShape,
  charset: encodingSchema.default("utf-8").describe("how files without a byte order mark are encoded"),
});

/** The parameters of a `files` run. */
export type FilesParameters = Readonly<z.infer<typeof parametersSchema>>;

/** What {@link files} is made with. */
export interface FilesOptions {
  /** Largest file that is read. @default 67_108_864 (64 MiB) */
  readonly maxFileBytes?: number;
}

/**
 * Reads text files, one document each: those of directories that glob patterns choose, and single ones.
 *
 * Directories are walked lazily and in an order that depends on names alone; memory is bounded by the largest directory. The
 * id is the path relative to the directory, behind the directory's name where there are several inputs. Hidden files and symbolic
 * links are passed by unless asked for; what is passed by is counted in an event `skipped`.
 *
 * A file that is binary, in another encoding, too large, unreadable or gone by the time it is read fails alone. The text is the
 * file's content without its byte order mark; `raw` names the file with size and SHA-256 instead of repeating it. Provenance names
 * the file by its URL; its version is that digest.
 *
 * A resumed run goes on behind the last file by name: files that were added before that point meanwhile are not read, and
 * those removed are not missed.
 *
 * @throws {RangeError} If `maxFileBytes` is not an integer >= 1.
 * @throws {SluiceError} While fetching: `SOURCE_UNREADABLE` before the first file if an input is not there.
 * @example
 * ```ts
 * const pipeline = new IngestionPipeline({ adapters: [files()] });
 * const parameters = { input: "notes", include: "**\/*.md", exclude: "drafts/**" };
 * for await (const document of pipeline.iterResults("files", { parameters })) console.log(document.docId);
 * ```
 */
export function files({ maxFileBytes = 67_108_864 }: FilesOptions = {}): Adapter<DocumentReference, FilesParameters> {
  checkByteLimit("files", "maxFileBytes", maxFileBytes);
  return defineAdapter({
    name: "files",
    description: "Text files of a directory tree",
    parameters: parametersSchema,
    async *fetch(context) {
      const { input, ...walk } = context.parameters;
      for await (const [cursor, reference] of walkReferences({ inputs: input, from: asWalkCursor(context.cursor), ...walk }, context)) {
        context.mark({ root: cursor.root, keys: cursor.keys });
        yield reference;
      }
    },
    identify: ({ docId }) => docId,
    parse: async (reference, { parameters, signal }) => {
      throwProblem(reference);
      const path = pathOf(reference);
      const content = await readWholeFile(path, { maxFileBytes, followSymlinks: parameters.followSymlinks, signal });
      return textDocument(reference.docId, { ...content, path, charset: parameters.charset });
    },
    describe: ({ path }) => ({ path }),
    sizeOf: ({ bytes }) => bytes ?? 0,
    fingerprint: ({ input }) => ({ roots: input.map((path) => resolve(path)) }),
  });
}

interface TextFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly modified: string;
  readonly charset: string;
}

function textDocument(docId: string, { path, bytes, modified, charset }: TextFile): Document {
  const { text, encoding } = decodeTextFile(bytes, { docId, charset });
  const mediaType = mediaTypeOf(docId);
  const sha256 = sha256Of(bytes);
  return {
    docId,
    title: docId.slice(docId.lastIndexOf("/") + 1),
    text,
    metadata: { bytes: bytes.length, modified, encoding, ...(mediaType !== null && { mediaType }) },
    provenance: originProvenance("files", { sha256, path, url: null, retrievedAt: null }),
    raw: { path: docId, bytes: bytes.length, sha256 },
  };
}

function pathOf({ docId, path }: DocumentReference): string {
  if (path === undefined) throw new TypeError(`Cannot read ${docId}: expected a reference with a path, received none`);
  return path;
}
