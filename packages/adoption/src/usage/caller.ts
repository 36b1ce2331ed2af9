/** Where in the code a pipeline was called. */
export interface CallLocation {
  /** As the engine names it: a path, or a `file:` URL for modules. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAMES = 12;

/**
 * The place that called `method` of a pipeline, seen from a subscriber of its diagnostics channel. Null where it cannot be
 * told: code from `eval`, a stack deeper than {@link FRAMES} between channel and caller, an engine that forbids looking.
 *
 * @param subscriber The function on the stack from which on frames are looked at.
 */
export function callerOf(method: string, subscriber: (message: unknown) => void): CallLocation | null {
  const frames = stackAbove(subscriber).filter((frame) => !isInternal(frame));
  const own = frames.findIndex((frame) => frame.getFunctionName()?.split(".").at(-1) === method);
  const caller = frames[own + 1];
  const file = caller?.getFileName();
  if (own === -1 || caller === undefined || typeof file !== "string") return null;
  return { file, line: caller.getLineNumber() ?? 0, column: caller.getColumnNumber() ?? 0 };
}

function isInternal(frame: NodeJS.CallSite): boolean {
  return frame.getFileName()?.startsWith("node:") ?? false;
}

/** Both settings are the whole process's, so they are put back before anybody else runs. */
function stackAbove(subscriber: (message: unknown) => void): NodeJS.CallSite[] {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was, never called
  const settings = { stackTraceLimit: Error.stackTraceLimit, prepareStackTrace: Error.prepareStackTrace };
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = (_error, frames) => frames;
    Error.captureStackTrace(holder, subscriber);
    return Array.isArray(holder.stack) ? (holder.stack as NodeJS.CallSite[]) : []; // as prepareStackTrace() gave them
  } finally {
    Object.assign(Error, settings);
  }
}
