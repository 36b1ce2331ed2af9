import type { ParsedJson } from "../text/parse-json-exactly.js";

/** A successful answer. */
export interface BytesAnswer {
  readonly bytes: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly statusCode: number;
  /** By lower-case name; repeated ones are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A successful answer in JSON. */
export interface JsonAnswer extends Omit<BytesAnswer, "bytes">, ParsedJson {
  /** Bytes of the body after decoding. */
  readonly size: number;
}
