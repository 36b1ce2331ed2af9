import { connect, type Socket } from "node:net";
import type { Alert } from "./alert.js";
import { type AlertChannel, type AlertChannelOptions, DeliveryError } from "./alert-channel.js";
import { alertSubject, alertText, cut } from "./alert-text.js";
import { loadNodemailer } from "./load-nodemailer.js";
import { requireTimeout } from "./require-timeout.js";
import { smtpFailure } from "./smtp-failure.js";

/** How {@link email} reaches its server, and who writes to whom. */
export interface EmailOptions extends AlertChannelOptions {
  readonly host: string;
  /** @default 587, and 465 with `tls: "implicit"` */
  readonly port?: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly auth?: { readonly user: string; readonly password: string };
  /**
   * `implicit`: TLS from the first byte. `required`: STARTTLS, or nothing is sent. `if-offered`: STARTTLS where the server has it.
   * @default "required" with `auth`, else "if-offered"
   */
  readonly tls?: "implicit" | "required" | "if-offered";
  /** Certificates in PEM to trust instead of those that Node knows. */
  readonly ca?: string;
  /** Most ms for one attempt. @default 20000 */
  readonly timeoutMs?: number;
}

const MAX_SUBJECT_CHARS = 200;

/**
 * Sends each alert as a plain-text message over SMTP. Needs the optional package nodemailer, which is loaded with the first alert.
 * Every attempt has the same `Message-ID`.
 *
 * @throws {TypeError | RangeError} If an option makes no sense.
 */
export function email(options: EmailOptions): AlertChannel {
  const { host, from, to, auth, timeoutMs = 20_000, name = "email", minSeverity = "info" } = options;
  const { tls = auth === undefined ? "if-offered" : "required", port = tls === "implicit" ? 465 : 587 } = options;
  requireAddresses(name, [from, ...to]);
  requireTimeout(timeoutMs);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new RangeError(`Cannot send alerts to ${name}: port must be an integer from 1 to 65535, received ${port}`);
  return {
    name,
    minSeverity,
    secrets: auth === undefined ? [] : [auth.password],
    async send(alert, { signal }) {
      const { createTransport } = await loadNodemailer();
      const deadline = AbortSignal.timeout(timeoutMs);
      const attempt = AbortSignal.any([signal, deadline]);
      const transport = createTransport({
        host,
        port,
        secure: tls === "implicit",
        requireTLS: tls === "required",
        ...(options.ca === undefined ? {} : { tls: { ca: options.ca } }),
        ...(auth === undefined ? {} : { auth: { user: auth.user, pass: auth.password } }),
        getSocket: (_options, done) => void open(host, port, attempt).then((connection) => done(null, { connection }), (error: unknown) => done(error as Error)), // of a socket
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        const { accepted, rejected } = await transport.sendMail(messageOf(alert, from, to));
        if (rejected.length === 0) return;
        throw new DeliveryError(`expected every recipient to be accepted, received ${accepted.length} of ${to.length}`, { retryable: false });
      } catch (error) {
        signal.throwIfAborted();
        if (deadline.aborted) throw new DeliveryError(`expected the server to take it within ${timeoutMs} ms, received nothing`, { retryable: true });
        throw error instanceof DeliveryError ? error : smtpFailure(error);
      }
    },
  };
}

/** A socket of our own, because one that waits for its server must end with the attempt. */
async function open(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host, port });
  const onAbort = (): void => void socket.destroy(new Error("aborted"));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  socket.once("close", () => signal.removeEventListener("abort", onAbort));
  socket.on("error", reject); // stays, so that an error between two listeners of others is not one that nobody hears
  socket.once("connect", () => resolve(socket));
  return await promise;
}

function messageOf(alert: Alert, from: string, to: readonly string[]): { from: string; to: string[]; subject: string; text: string; messageId: string; headers: Record<string, string> } {
  const domain = /@([a-z0-9.-]+)>?\s*$/i.exec(from)?.[1] ?? "localhost";
  return {
    from,
    to: [...to],
    subject: cut(alertSubject(alert).replaceAll(/\p{Cc}+/gu, " "), MAX_SUBJECT_CHARS),
    text: `${alertText(alert)}\n`,
    messageId: `<${alert.id}@${domain}>`,
    headers: { "auto-submitted": "auto-generated", "x-sluice-run": alert.runId.replaceAll(/[^\x20-\x7e]/g, "?") },
  };
}

function requireAddresses(name: string, addresses: readonly string[]): void {
  if (addresses.length < 2) throw new TypeError(`Cannot send alerts to ${name}: expected at least one recipient, received none`);
  const wrong = addresses.find((address) => !/^[^\r\n,]*[^\s@,<>]+@[^\s@,<>]+>?$/.test(address));
  if (wrong !== undefined) throw new TypeError(`Cannot send alerts to ${name}: expected e-mail addresses, received ${JSON.stringify(wrong)}`);
}
