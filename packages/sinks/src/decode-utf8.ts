const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes, with a byte-order mark kept. @throws {TypeError} If they are not valid; nothing becomes U+FFFD. */
export function decodeUtf8(bytes: Buffer): string {
  return decoder.decode(bytes);
}
