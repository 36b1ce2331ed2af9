import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** How one request is answered; the next request gets the next one, and the last one repeats. */
export type Answer = number | ((response: ServerResponse) => void);

/** An HTTP server on the loopback that takes alerts and answers as told. */
export class AlertReceiver implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #answers: Answer[];
  readonly #server: Server;
  #arrivals: (() => void)[] = [];

  private constructor(answers: Answer[]) {
    this.#answers = answers;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        this.received.push({ path: request.url ?? "", headers: request.headers, text, body: JSON.parse(text) as Record<string, unknown> });
        const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
        if (typeof answer === "function") answer(response);
        else response.writeHead(answer ?? 200).end("ok");
        for (const arrived of this.#arrivals) arrived();
      });
    });
  }

  static async start(...answers: Answer[]): Promise<AlertReceiver> {
    const receiver = new AlertReceiver(answers);
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // listening on TCP
  }

  get bodies(): Record<string, unknown>[] {
    return this.received.map(({ body }) => body);
  }

  /** Resolves when this many requests have come in all. */
  async count(requests: number): Promise<void> {
    while (this.received.length < requests) await new Promise<void>((resolve) => this.#arrivals.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
