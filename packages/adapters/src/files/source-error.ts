import { errorMessageOf, SluiceError } from "@sluice/core-events";

/**
 * What a failed read of a source file means: a cut compression stream is `SOURCE_TRUNCATED`, everything else is
 * `SOURCE_UNREADABLE`. A `SluiceError` and, once the signal has aborted, the signal's reason come back as they are.
 */
export function sourceError(error: unknown, { path, signal }: { readonly path: string; readonly signal?: AbortSignal | undefined }): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (SluiceError.is(error)) return error;
  if (codeOf(error) === "Z_BUF_ERROR") {
    const message = `Cannot read ${path} to its end: expected a whole compressed stream, received one that is cut short`;
    return new SluiceError(message, { code: "SOURCE_TRUNCATED", context: { path }, cause: error });
  }
  const message = `Cannot read ${path}: ${errorMessageOf(error)}`;
  return new SluiceError(message, { code: "SOURCE_UNREADABLE", context: { path }, cause: error });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
