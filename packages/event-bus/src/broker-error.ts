import { SluiceError } from "@sluice/core-events";

/** The error of a broker that cannot do something now: what it was, and the innermost reason that is known. */
export function brokerUnavailable(action: string, cause: unknown): SluiceError {
  return new SluiceError(`Cannot ${action}: ${reasonOf(cause)}`, { code: "BROKER_UNAVAILABLE", cause });
}

/** The error of a message that is no event, with its place. @throws What it is not about. */
export function unreadableAt(place: string, cause: unknown): SluiceError {
  if (!SluiceError.is(cause)) throw cause;
  return new SluiceError(`${cause.message} at ${place}`, { code: "EVENT_INVALID", context: { place }, cause });
}

/** The message of the error at the bottom: clients wrap one for each attempt, and Node.js one for each address. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && "replies" in error && Array.isArray(error.replies)) return reasonOf(error.replies.find((reply) => reply instanceof Error) ?? error.message); // a transaction of Redis
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors.at(-1));
  if (error instanceof Error && error.cause instanceof Error) return reasonOf(error.cause);
  return error instanceof Error ? error.message || error.name : String(error);
}
