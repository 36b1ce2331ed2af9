import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

const read = (name: string): string => readFileSync(new URL(`../__fixtures__/tls/${name}.pem`, import.meta.url), "utf8");

/** The certificate of every {@link MailReceiver}, for 127.0.0.1 and localhost. */
export const CERTIFICATE = read("certificate");

/** A message as it came. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** An SMTP server on the loopback. */
export class MailReceiver implements AsyncDisposable {
  readonly received: ReceivedMail[] = [];
  readonly #server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      key: read("key"),
      cert: CERTIFICATE,
      authOptional: true,
      logger: false,
      closeTimeout: 100,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? "" : mailFrom.address;
          this.received.push({ from, to: rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString(), secure: session.secure, user: session.user as string | undefined });
          done();
        });
      },
      ...options,
    });
    this.#server.on("error", () => undefined); // of clients that leave in the middle, which some tests make them do
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailReceiver> {
    const receiver = new MailReceiver(options);
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port; // listening on TCP
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }
}

/** An answer of the server that is no success. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
