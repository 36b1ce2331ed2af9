import { SluiceError } from "@sluice/core-events";

const REFUSALS: ReadonlySet<unknown> = new Set([400, 404, 410]);
const GONE = 410;

/** Which request a server has refused. */
export interface RefusedPage {
  readonly page: number;
  /** Whether the cursor comes from a checkpoint. */
  readonly isResumed: boolean;
}

/**
 * Says of a refused page what it means: the cursor of a resumed run, or one that has aged within a run, is no longer taken.
 * Other errors stay as they are.
 */
export function cursorExpired(error: unknown, { page, isResumed }: RefusedPage): unknown {
  const statusCode = SluiceError.is(error) && error.code === "HTTP_STATUS" ? error.context["statusCode"] : undefined;
  const expired = isResumed ? REFUSALS.has(statusCode) : page > 1 && statusCode === GONE;
  if (!SluiceError.is(error) || !expired) return error;
  const message = `Cannot ${isResumed ? "resume at" : "go on to"} page ${page}: the server no longer takes its cursor, start over to read the listing anew: ${error.message}`;
  return new SluiceError(message, { code: "CURSOR_EXPIRED", context: { ...error.context, page }, cause: error });
}
