import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

const marks: Readonly<Record<string, Buffer>> = {
  "utf-8": Buffer.of(0xef, 0xbb, 0xbf),
  "utf-16le": Buffer.of(0xff, 0xfe),
  "utf-16be": Buffer.of(0xfe, 0xff),
};

/** Whether `TextDecoder` knows the label. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true });
    return true;
  } catch {
    return false; // RangeError is the only way to ask
  }
}

/**
 * Decodes bytes of one encoding and never replaces what it cannot decode.
 *
 * @throws {RangeError} If `TextDecoder` does not know the label.
 */
export class StrictDecoder {
  /** The encoding's name in the WHATWG Encoding Standard, in lower case. */
  readonly encoding: string;
  /** The byte order mark that may stand at the start of a file; empty for encodings without one. */
  readonly byteOrderMark: Buffer;
  /** Bytes per code unit: 2 for UTF-16, 1 for everything else. */
  readonly unitBytes: number;
  readonly #strict: TextDecoder;
  readonly #label: string;

  constructor(label = "utf-8") {
    this.#strict = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    this.#label = label;
    this.encoding = this.#strict.encoding;
    this.byteOrderMark = marks[this.encoding] ?? Buffer.alloc(0);
    this.unitBytes = this.encoding.startsWith("utf-16") ? 2 : 1;
  }

  /** Whether the bytes are UTF-8 and meant to be: then any part cut at a newline can be taken as it is. */
  isPlainUtf8(bytes: Buffer): boolean {
    return this.encoding === "utf-8" && isUtf8(bytes);
  }

  /** The text, or `null` when a byte has no meaning. A byte order mark is kept as U+FEFF: it is only a mark at a file's start. */
  decode(bytes: Buffer): string | null {
    if (this.encoding === "utf-8") return isUtf8(bytes) ? bytes.toString("utf8") : null;
    try {
      return this.#strict.decode(bytes);
    } catch {
      return null; // the only failure of a fatal decoder
    }
  }

  /** The text with replacement characters, to find delimiters in broken bytes. Never store it. */
  approximate(bytes: Buffer): string {
    return new TextDecoder(this.#label, { ignoreBOM: true }).decode(bytes);
  }
}
