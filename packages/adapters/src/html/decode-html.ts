import { SluiceError } from "@sluice/core-events";
import { byteOrderMark } from "../directory/byte-order-mark.js";
import type { DecodedText } from "../directory/decode-text-file.js";
import { isEncoding, StrictDecoder } from "../text/strict-decoder.js";

/** What {@link decodeHtml} knows beside the bytes. */
export interface DecodeHtmlOptions {
  readonly docId: string;
  /** The `Content-Type` of the answer; empty for files. */
  readonly contentType: string;
  /** What the caller says, which a byte order mark alone outdoes. */
  readonly charset: string | undefined;
}

const PRESCAN_BYTES = 1_024;

/**
 * Decodes a page as the HTML standard says: by byte order mark, then what the caller or the server says, then what
 * the page says of itself in its first 1,024 bytes, else UTF-8. Unlike a browser it never replaces bytes.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` for bytes outside the encoding.
 */
export function decodeHtml(bytes: Buffer, { docId, contentType, charset }: DecodeHtmlOptions): DecodedText {
  const mark = byteOrderMark(bytes);
  const declared = [mark?.encoding, charset, charsetOf(contentType), declaredCharset(bytes)].find((label) => label !== undefined && isEncoding(label));
  const decoder = new StrictDecoder(declared ?? "utf-8");
  const text = decoder.decode(bytes.subarray(mark?.length ?? 0));
  if (text !== null) return { text, encoding: decoder.encoding };
  const hint = declared === undefined ? " (nothing declares another encoding; give charset)" : "";
  const message = `Cannot decode ${docId}: expected ${decoder.encoding}, received other bytes${hint}`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED", context: { docId, encoding: decoder.encoding } });
}

function charsetOf(contentType: string): string | undefined {
  return /;\s{0,9}charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];
}

/** What `<meta>` or the XML declaration says. It was read as ASCII, so UTF-16 cannot be true. */
function declaredCharset(bytes: Buffer): string | undefined {
  const start = bytes.toString("latin1", 0, PRESCAN_BYTES).replaceAll(/<!--.*?-->/gs, "");
  const label = /<meta[^>]*?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(start)?.[1] ?? /^<\?xml[^>]*?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/.exec(start)?.[1];
  return label !== undefined && /^utf-?16/i.test(label) ? "utf-8" : label;
}
