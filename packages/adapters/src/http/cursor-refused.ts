import { SluiceError } from "@sluice/core-events";

const REFUSALS: ReadonlySet<unknown> = new Set([400, 404, 410]);

/** Says of a refused first request of a resumed run what it means: the cursor is no longer taken. Other errors stay as they are. */
export function cursorRefused(error: unknown, page: number): unknown {
  if (!SluiceError.is(error) || error.code !== "HTTP_STATUS" || !REFUSALS.has(error.context["statusCode"])) return error;
  const message = `Cannot resume at page ${page}: the server no longer takes its cursor, start over to read the listing anew: ${error.message}`;
  return new SluiceError(message, { code: "HTTP_STATUS", context: { ...error.context, page }, cause: error });
}
