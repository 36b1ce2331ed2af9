import { SluiceError } from "@sluice/core-events";
import { StrictDecoder } from "../text/strict-decoder.js";
import { byteOrderMark } from "./byte-order-mark.js";

/** A decoded file, and the encoding it was in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

const SNIFFED_BYTES = 8_192;

/**
 * The text of a file: in the encoding of its byte order mark, which is taken off, else in `charset`. Bytes are never replaced.
 *
 * @throws {SluiceError} `DOCUMENT_WITHOUT_TEXT` for a binary file, which is one with a NUL byte near its start;
 * `RECORD_MALFORMED` for bytes outside the encoding.
 */
export function decodeTextFile(bytes: Buffer, { docId, charset }: { readonly docId: string; readonly charset: string }): DecodedText {
  const mark = byteOrderMark(bytes);
  const decoder = new StrictDecoder(mark?.encoding ?? charset);
  if (decoder.unitBytes === 1 && bytes.subarray(0, SNIFFED_BYTES).includes(0)) {
    throw new SluiceError(`Cannot read ${docId}: expected text, received binary data`, { code: "DOCUMENT_WITHOUT_TEXT", context: { docId } });
  }
  const text = decoder.decode(bytes.subarray(mark?.length ?? 0));
  if (text !== null) return { text, encoding: decoder.encoding };
  const message = `Cannot decode ${docId}: expected ${decoder.encoding}, received other bytes`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED", context: { docId, encoding: decoder.encoding } });
}
