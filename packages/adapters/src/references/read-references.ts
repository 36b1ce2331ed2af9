import { resolve } from "node:path";
import { type FetchContext, type JsonValue, SluiceError } from "@sluice/core-events";
import * as z from "zod";
import { fingerprintFiles } from "../files/fingerprint-files.js";
import { inputFiles } from "../files/input-file.js";
import type { DocumentReference } from "./document-reference.js";
import { readUrlFile } from "./read-url-file.js";
import { type ReferenceParameters, sourcesOf } from "./reference-parameters.js";
import { urlReference } from "./url-reference.js";
import { walkReferences } from "./walk-references.js";

const count = z.number().int().min(0);

const cursorSchema = z.union([
  z.object({ root: count, keys: z.array(z.string()) }),
  z.object({ url: count }),
  z.object({ offset: count, line: count }),
]);

type Cursor = z.infer<typeof cursorSchema>;

/** The documents of a run: first the files, then the URLs, then those of the list. Each one has a mark before it. */
export async function* readReferences(context: FetchContext<ReferenceParameters>): AsyncGenerator<DocumentReference, void, undefined> {
  for await (const [cursor, reference] of withCursors(context, asCursor(context.cursor))) {
    context.signal.throwIfAborted();
    context.mark(cursor);
    yield reference;
  }
}

async function* withCursors(context: FetchContext<ReferenceParameters>, from: Cursor | null): AsyncGenerator<readonly [Cursor, DocumentReference]> {
  const { parameters, signal } = context;
  const { paths, urls } = sourcesOf(parameters);
  if (from === null || "root" in from) {
    for await (const [{ root, keys }, reference] of walkReferences({ ...parameters, inputs: paths, from }, context)) {
      yield [{ root, keys: [...keys] }, reference];
    }
  }
  if (from === null || !("offset" in from)) {
    const first = from !== null && "url" in from ? from.url : 0;
    for (const [index, url] of urls.entries()) if (index >= first) yield [{ url: index }, urlReference(url)];
  }
  if (parameters.urlsFile === undefined) return;
  yield* readUrlFile(parameters.urlsFile, { from: from !== null && "offset" in from ? from : { offset: 0, line: 0 }, signal });
}

/** What identifies the sources: where the trees stand, and the content of the list. What trees and servers hold may change. */
export async function fingerprintReferences(parameters: ReferenceParameters): Promise<Record<string, JsonValue>> {
  const { urlsFile } = parameters;
  const roots = sourcesOf(parameters).paths.map((path) => resolve(path));
  return { roots, ...(urlsFile !== undefined && { urlsFile: await fingerprintFiles(await inputFiles(urlsFile)) }) };
}

function asCursor(cursor: JsonValue | null): Cursor | null {
  const parsed = cursorSchema.nullable().safeParse(cursor);
  if (parsed.success) return parsed.data;
  const message = `Cannot read on: expected a cursor among files and URLs, received ${JSON.stringify(cursor)}`;
  throw new SluiceError(message, { code: "CHECKPOINT_MISMATCH", context: { cursor } });
}
