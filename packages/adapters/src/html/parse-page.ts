import { setImmediate as nextTurn } from "node:timers/promises";
import { SluiceError } from "@sluice/core-events";
import { Parser } from "htmlparser2";
import { PageHandler, type PageLimits } from "./page-handler.js";

/** How {@link parsePage} goes about it. */
export interface ParsePageOptions extends PageLimits {
  /** Total time for one page. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const SLICE_CHARS = 16_384;
const SLICE_MS = 10;

/**
 * Parses a page, a slice at a time, and gives the event loop a turn every 10 ms or so, however large or hostile the page is.
 *
 * @throws {SluiceError} `RECORD_TOO_LARGE` for elements nested too deep or with too many attributes, `DOCUMENT_DEADLINE`.
 * @throws The signal's reason.
 */
export async function parsePage(html: string, { timeoutMs, signal, ...limits }: ParsePageOptions): Promise<PageHandler> {
  const handler = new PageHandler(limits);
  const parser = new Parser(handler);
  const start = performance.now();
  let sliceStart = start;
  for (let at = 0; at < html.length; at += SLICE_CHARS) {
    parser.write(html.slice(at, at + SLICE_CHARS));
    const now = performance.now();
    if (now - start > timeoutMs) throw late(limits.docId, timeoutMs);
    if (now - sliceStart <= SLICE_MS) continue;
    await nextTurn();
    signal.throwIfAborted();
    sliceStart = performance.now();
  }
  parser.end();
  return handler;
}

function late(docId: string, timeoutMs: number): SluiceError {
  const message = `Cannot parse ${docId}: expected an end within ${timeoutMs} ms (parseTimeoutMs), received none`;
  return new SluiceError(message, { code: "DOCUMENT_DEADLINE", context: { docId, timeoutMs } });
}
