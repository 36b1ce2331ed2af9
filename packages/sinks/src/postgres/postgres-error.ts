import { type ErrorCode, errorMessageOf, type Redactor, SluiceError } from "@sluice/core-events";
import { ioCode } from "../io-reason.js";

/** Conditions under which the whole transaction may be tried again: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const TRANSIENT = new Set([
  "40001", // serialization failure
  "40P01", // deadlock
  "55P03", // a lock is not available
  "53300", // too many connections
  "57P01", "57P02", "57P03", // the server goes down, has crashed, or starts
  "25P03", "25P04", // the session or its transaction was idle for too long
]);

/** Conditions that no second try and no resume mends without somebody's help. */
const UNWRITABLE = new Set(["28000", "28P01", "3D000", "3F000", "42501", "25006"]);

/** Whether the server answered that trying again may help. */
export function isTransient(error: unknown): boolean {
  const code = sqlState(error);
  return code !== null && (TRANSIENT.has(code) || code.startsWith("08"));
}

/** Whether an error is one of the connection, not of the server: it has no SQLSTATE. */
export function isConnectionError(error: unknown): boolean {
  if (SluiceError.is(error) || !(error instanceof Error)) return false;
  if (sqlState(error) !== null) return false;
  const code = ioCode(error);
  return code !== undefined ? SYSTEM.has(code) : /^(Connection terminated|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/.test(error.message);
}

const SYSTEM = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ENOTFOUND", "ERR_STREAM_DESTROYED"]);

/** What PostgreSQL or the connection says, as a failure of the target, without secrets; a `SluiceError` is given back as it is. */
export function postgresFailure(verb: string, where: string, error: unknown, redactor: Redactor): SluiceError {
  if (SluiceError.is(error)) return error;
  const reason = sqlState(error) ?? (error instanceof Error ? ioCode(error) : undefined) ?? null;
  const text = redactor.text(messageOf(error));
  const message = `Cannot ${verb} ${where}: ${text}${reason === null ? "" : ` (${reason})`}`;
  return new SluiceError(message, { code: codeOf(verb, reason), context: { where, reason }, cause: copyOf(error, text, reason) });
}

/** Refused connections come as a group of errors, one for each address, whose own message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(errorMessageOf).join("; ");
  return errorMessageOf(error);
}

function codeOf(verb: string, reason: string | null): ErrorCode {
  if (reason !== null && UNWRITABLE.has(reason)) return "SINK_UNWRITABLE";
  return verb === "open" ? "SINK_UNWRITABLE" : "SINK_FAILED";
}

/** The original may hold the URL, a row or a statement; its copy holds the message alone. */
function copyOf(error: unknown, text: string, reason: string | null): Error {
  const copy = new Error(text);
  copy.name = error instanceof Error ? error.name : "Error";
  return reason === null ? copy : Object.assign(copy, { code: reason });
}

/** The five characters that PostgreSQL gives each condition, or `null`. */
function sqlState(error: unknown): string | null {
  const code = error instanceof Error ? ioCode(error) : undefined;
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && "severity" in (error as Error) ? code : null; // an error by the line before
}
