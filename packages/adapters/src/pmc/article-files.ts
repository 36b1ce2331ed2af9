import { type FetchContext, SluiceError } from "@sluice/core-events";
import { readBytes } from "../files/read-bytes.js";
import type { DocumentReference } from "../references/document-reference.js";
import { asWalkCursor, walkReferences } from "../references/walk-references.js";
import type { WalkParameters } from "../directory/walk-parameters.js";
import { decodeArticle } from "./decode-article.js";
import type { PmcItem } from "./pmc-item.js";
import { scanDocumentId } from "./scan-document-id.js";

/** What {@link articleFiles} reads. */
export interface ArticleFilesOptions extends WalkParameters {
  readonly inputs: readonly string[];
  /** Largest article, after decompression. */
  readonly maxFileBytes: number;
}

/** The articles of files and directories, one file at a time. A file that cannot be read fails as that one article. */
export async function* articleFiles({ inputs, maxFileBytes, ...walk }: ArticleFilesOptions, context: FetchContext): AsyncGenerator<PmcItem> {
  const from = asWalkCursor(context.cursor);
  for await (const [cursor, reference] of walkReferences({ inputs, from, ...walk }, context)) {
    context.mark({ root: cursor.root, keys: cursor.keys });
    yield await readArticle(reference, { maxFileBytes, signal: context.signal });
  }
}

interface ReadArticleOptions {
  readonly maxFileBytes: number;
  readonly signal: AbortSignal;
}

async function readArticle(reference: DocumentReference, options: ReadArticleOptions): Promise<PmcItem> {
  const { docId: from, problem } = reference;
  const stem = stemOf(from);
  if (problem !== undefined) return { docId: stem, from, bytes: 0, problem };
  try {
    const bytes = await wholeFile(reference, options);
    const xml = decodeArticle(bytes);
    const { path } = reference;
    return { docId: scanDocumentId(xml) ?? stem, from, bytes: bytes.length, ...(path === undefined ? {} : { path }), retrievedAt: Date.now(), xml };
  } catch (error) {
    options.signal.throwIfAborted();
    if (!SluiceError.is(error)) throw error;
    return { docId: stem, from, bytes: 0, problem: { code: error.code, message: `Cannot read ${from}: ${error.message}` } };
  }
}

async function wholeFile({ docId, path = "" }: DocumentReference, { maxFileBytes, signal }: ReadArticleOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readBytes({ path, name: docId, size: null, isGzip: path.endsWith(".gz") }, { signal })) {
    length += chunk.length;
    if (length > maxFileBytes) throw tooLarge(maxFileBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The path without its extensions, so that files of one name in two directories stay apart. */
function stemOf(path: string): string {
  return path.replace(/(?<=[^/])(?:\.n?xml)?(?:\.gz)?$/i, "");
}

function tooLarge(maxFileBytes: number): SluiceError {
  return new SluiceError(`expected at most ${maxFileBytes} bytes (maxFileBytes), received more`, { code: "RECORD_TOO_LARGE" });
}
