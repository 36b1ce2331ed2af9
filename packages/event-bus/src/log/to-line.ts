import { errorMessageOf, SluiceError } from "@sluice/core-events";
import type { BusEvent } from "../event-bus.js";
import type { PendingLine } from "./pending-lines.js";
import { timeOf } from "./parse-line.js";

/** What {@link toLine} needs to know. */
export interface LineLimits {
  readonly maxEventBytes: number;
  readonly forcesSync: (event: BusEvent) => boolean;
}

/**
 * An event as a line of the log. JSON escapes every line break, so that it is one line whatever it holds.
 *
 * @throws {TypeError} If it is no event, or JSON cannot hold it.
 * @throws {SluiceError} `RECORD_TOO_LARGE` beyond the limit.
 */
export function toLine(event: BusEvent, { maxEventBytes, forcesSync }: LineLimits): PendingLine {
  const text = `${stringify(event)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > maxEventBytes) {
    const message = `Cannot append a ${event.type}: it must be at most ${maxEventBytes} bytes as JSON, received ${bytes}`;
    throw new SluiceError(message, { code: "RECORD_TOO_LARGE", context: { bytes, maxEventBytes, type: event.type } });
  }
  return { text, bytes, time: timeOf(event), forcesSync: forcesSync(event) };
}

function stringify(event: BusEvent): string {
  const candidate: unknown = event; // it may come from code without types
  if (typeof candidate !== "object" || candidate === null || typeof event.type !== "string" || event.type === "") {
    throw new TypeError(`Cannot append: expected an event with a type, received ${typeof candidate}`);
  }
  let text: unknown;
  try {
    text = JSON.stringify(event);
  } catch (error) {
    throw new TypeError(`Cannot append a ${event.type}: expected what JSON can hold, received ${errorMessageOf(error)}`, { cause: error });
  }
  if (typeof text === "string" && text.startsWith("{")) return text;
  throw new TypeError(`Cannot append a ${event.type}: expected a plain object, received another one`);
}
