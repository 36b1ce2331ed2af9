import type { Line, TextLine } from "../text/line-splitter.js";
import type { StrictDecoder } from "../text/strict-decoder.js";

/** One record: the lines it covers, as text without the last newline. */
export interface AssembledRecord {
  /** Of the record's first line. */
  readonly line: number;
  readonly offset: number;
  readonly bytes: number;
  /** `null` if a byte could not be decoded, or the record is too large. */
  readonly text: string | null;
  /** The record's bytes, where they are not text. */
  readonly content?: Buffer;
  readonly fault?: RecordFault;
}

/** Why a record cannot be read. */
export type RecordFault = "undecodable" | "too-large" | "unclosed-quote" | "text-behind-quote";

/** The record that covers the lines; one line that could not be decoded makes the whole record broken. */
export function joinLines(lines: readonly Line[], decoder: StrictDecoder): AssembledRecord {
  const place = { line: lines[0]?.number ?? 0, offset: lines[0]?.offset ?? 0, bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0) };
  if (lines.every(isText)) return { ...place, text: withoutCarriageReturn(lines.map(({ text }) => text).join("\n")) };
  const content = bytesOf(lines, decoder);
  return { ...place, text: null, fault: "undecodable", ...(content !== null && { content }) };
}

/** The record's bytes, as far as they can be given back: text in an encoding other than UTF-8 cannot be encoded again. */
function bytesOf(lines: readonly Line[], { encoding }: StrictDecoder): Buffer | null {
  if (lines.some(isTooLarge) || (lines.length > 1 && encoding !== "utf-8")) return null;
  const newline = Buffer.from("\n");
  const parts = lines.map((line) => (isText(line) ? Buffer.from(line.text) : (line.content ?? newline)));
  return Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [newline, part])));
}

function isText(line: Line): line is TextLine {
  return line.text !== null;
}

/** Whether the line was longer than the limit, so that nothing of it was kept. */
export function isTooLarge(line: Line): boolean {
  return line.text === null && line.content === null;
}

function withoutCarriageReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
