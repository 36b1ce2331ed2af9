import { SluiceError } from "@sluice/core-events";

const EDGE_BYTES = 1_024;
const BLANK: ReadonlySet<number> = new Set([0, 9, 10, 12, 13, 32]);

/**
 * Makes sure that the bytes are a PDF and all of it: the parser would make do with any part of one.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` without `%PDF-` in the first 1,024 bytes; `SOURCE_TRUNCATED` without `%%EOF` in the
 * last 1,024, not counting blanks.
 */
export function checkPdf(bytes: Buffer, docId: string): void {
  if (!bytes.subarray(0, EDGE_BYTES).includes("%PDF-")) {
    throw new SluiceError(`Cannot parse ${docId}: expected a PDF, received something else`, { code: "RECORD_MALFORMED", context: { docId } });
  }
  let end = bytes.length;
  while (end > 0 && BLANK.has(bytes[end - 1] ?? 1)) end -= 1;
  if (bytes.subarray(Math.max(0, end - EDGE_BYTES), end).includes("%%EOF")) return;
  throw new SluiceError(`Cannot parse ${docId}: expected %%EOF at the end of the file, received none`, { code: "SOURCE_TRUNCATED", context: { docId } });
}
