import type { FetchContext } from "@sluice/core-events";
import { type InputFile, inputFiles } from "../files/input-file.js";
import { readBytes } from "../files/read-bytes.js";
import { type Line, LineSplitter } from "../text/line-splitter.js";
import { StrictDecoder } from "../text/strict-decoder.js";
import type { DocumentReference } from "./document-reference.js";
import { isHttpUrl, urlReference } from "./url-reference.js";

/** Where reading of a list begins again. */
export interface UrlFileCursor {
  readonly offset: number;
  readonly line: number;
}

const MAX_LINE_BYTES = 65_536;

/** The URLs of a file, one per line; blank lines and those that begin with `#` are skipped. A line that is no http(s) URL fails as one document. */
export async function* readUrlFile(
  path: string,
  { from, signal }: { readonly from: UrlFileCursor } & Pick<FetchContext, "signal">,
): AsyncGenerator<readonly [UrlFileCursor, DocumentReference], void, undefined> {
  const [file] = await inputFiles(path);
  if (file === undefined) return;
  const splitter = new LineSplitter({ decoder: new StrictDecoder(), maxLineBytes: MAX_LINE_BYTES, ...from });
  for await (const chunk of readBytes(file, { offset: from.offset, signal })) yield* referencesOf(splitter.push(chunk), file);
  yield* referencesOf(splitter.end(), file);
}

function* referencesOf(lines: readonly Line[], file: InputFile): Generator<readonly [UrlFileCursor, DocumentReference]> {
  for (const { text, number, offset } of lines) {
    const entry = text?.trim() ?? null;
    if (entry !== "" && entry?.startsWith("#") !== true) yield [{ offset, line: number - 1 }, referenceOf(entry, `${file.name}:${number}`)];
  }
}

function referenceOf(entry: string | null, place: string): DocumentReference {
  if (entry !== null && isHttpUrl(entry) && URL.canParse(entry)) return urlReference(entry);
  const message = `Cannot read ${place}: expected an http or https URL, received ${entry === null ? "no text" : "something else"}`;
  return { docId: place, problem: { code: "RECORD_MALFORMED", message } };
}
