import { errorMessageOf } from "@sluice/core-events";
import { DeliveryError } from "./alert-channel.js";
import { cut } from "./alert-text.js";

const MAX_ANSWER_CHARS = 200;
/** What nodemailer calls what does not get better by itself; a certificate does not, either. */
const FINAL_CODES = new Set(["EAUTH", "ENOAUTH", "EENVELOPE", "EMESSAGE", "ETLS", "ECONFIG", "EREQUIRETLS"]);
const CERTIFICATE = /certificate|ERR_TLS/i;

/** What an SMTP server, or the way to it, has answered: 4xx is temporary, 5xx is not (RFC 5321, 4.2.1). */
export function smtpFailure(error: unknown): DeliveryError {
  const { responseCode, response, code } = error as { responseCode?: unknown; response?: unknown; code?: unknown }; // of nodemailer's errors
  if (typeof responseCode === "number") {
    const said = typeof response === "string" ? response : String(responseCode);
    return new DeliveryError(`expected the server to take it, received ${cut(said, MAX_ANSWER_CHARS)}`, { retryable: responseCode < 500, status: responseCode });
  }
  const name = typeof code === "string" ? code : "unknown";
  if (CERTIFICATE.test(errorMessageOf(error))) return new DeliveryError(`expected a certificate to trust, received another one (${name})`, { retryable: false });
  return new DeliveryError(`expected the server to take it, received no answer (${name})`, { retryable: !FINAL_CODES.has(name) });
}
