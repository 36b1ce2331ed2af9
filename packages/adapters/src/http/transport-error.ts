import { errorMessageOf, redactUrl, SluiceError } from "@sluice/core-events";

/**
 * What went wrong with a request, as a `SluiceError`: one that is one already stays, anything else failed below HTTP and is
 * `HTTP_TRANSPORT` with the original as its cause.
 */
export function asHttpError(error: unknown, url: URL): SluiceError {
  if (SluiceError.is(error)) return error;
  const address = redactUrl(url.href);
  const message = `Cannot fetch ${address}: ${reasonOf(error)}`;
  return new SluiceError(message, { code: "HTTP_TRANSPORT", context: { url: address, ...codeOf(error) }, cause: error });
}

/** An `AggregateError`, one attempt per address, has an empty message of its own. */
function reasonOf(error: unknown): string {
  const parts = error instanceof AggregateError ? error.errors.map(errorMessageOf).join(", ") : errorMessageOf(error);
  return (parts === "" ? "connection failed" : parts).slice(0, 300);
}

function codeOf(error: unknown): { readonly causeCode?: string } {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? { causeCode: code } : {};
}
