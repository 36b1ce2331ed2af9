import { SluiceError } from "@sluice/core-events";
import { byteOrderMark } from "../directory/byte-order-mark.js";
import { isEncoding, StrictDecoder } from "../text/strict-decoder.js";

const DECLARATION = /^<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,39})["']/;

/**
 * The text of an XML file: in the encoding of its byte order mark, which is taken off, else in the one it declares, else in UTF-8.
 * Bytes are never replaced.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` for bytes outside the encoding, or an encoding that is unknown.
 */
export function decodeArticle(bytes: Buffer): string {
  const mark = byteOrderMark(bytes);
  const label = mark?.encoding ?? unmarkedUtf16(bytes) ?? DECLARATION.exec(bytes.toString("latin1", 0, 300))?.[1] ?? "utf-8";
  if (!isEncoding(label)) throw malformed(`an encoding that TextDecoder knows, received ${JSON.stringify(label)}`);
  const decoder = new StrictDecoder(label);
  const text = decoder.decode(bytes.subarray(mark?.length ?? 0));
  if (text === null) throw malformed(`${decoder.encoding}, received other bytes`);
  return text;
}

/** UTF-16 shows itself by the zero byte beside the first `<`. */
function unmarkedUtf16(bytes: Buffer): string | null {
  if (bytes[0] === 0x3c && bytes[1] === 0) return "utf-16le";
  return bytes[0] === 0 && bytes[1] === 0x3c ? "utf-16be" : null;
}

function malformed(problem: string): SluiceError {
  return new SluiceError(`Cannot decode the article: expected ${problem}`, { code: "RECORD_MALFORMED" });
}
