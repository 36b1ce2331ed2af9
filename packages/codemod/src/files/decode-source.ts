/** Text and whether a byte order mark stood before it. */
export interface DecodedSource {
  readonly text: string;
  readonly hasBom: boolean;
}

const BOM = "\ufeff";
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 so that {@link encodeSource} gives the same bytes back; `null` if the bytes are something else. */
export function decodeSource(bytes: Uint8Array): DecodedSource | null {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return null; // not UTF-8, which is the answer
  }
  return text.startsWith(BOM) ? { text: text.slice(BOM.length), hasBom: true } : { text, hasBom: false };
}

/** The bytes of a text. */
export function encodeSource({ text, hasBom }: DecodedSource): Buffer {
  return Buffer.from(hasBom ? BOM + text : text, "utf8");
}
