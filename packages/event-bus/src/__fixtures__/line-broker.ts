import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { TransportEntry } from "../event-transport.js";
import { socketLines } from "./socket-lines.js";

/** What a client asks of the broker, one JSON object per line. */
export type BrokerRequest =
  | { readonly op: "publish"; readonly entries: readonly TransportEntry[] }
  | { readonly op: "consume"; readonly group: string }
  | { readonly op: "ack"; readonly id: number };

/** A small message broker on a loopback port: it keeps entries and the acknowledgements of one group, and can die and come back. */
export class LineBroker {
  readonly entries: TransportEntry[] = [];
  /** How often each batch is stored before the connection breaks without an answer. */
  breaksAfterStoring = 0;
  /** Entries whose text holds this are refused for good. */
  refuses: string | null = null;
  readonly #acknowledged = new Set<number>();
  readonly #given = new Set<number>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  get port(): number {
    return this.#port;
  }

  async start(): Promise<this> {
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as { port: number }).port; // a TCP server has one
    return this;
  }

  /** Breaks every connection and takes no new ones; what is stored stays. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket)).on("error", () => undefined);
    void this.#serveLines(socket);
  }

  async #serveLines(socket: Socket): Promise<void> {
    try {
      for await (const line of socketLines(socket)) this.#answer(socket, JSON.parse(line) as BrokerRequest);
    } catch (error) {
      if (error instanceof SyntaxError) throw error; // anything else is a client that has gone away
    }
  }

  #answer(socket: Socket, request: BrokerRequest): void {
    if (request.op === "ack") {
      this.#acknowledged.add(request.id);
      socket.write("{}\n");
    } else if (request.op === "consume") {
      for (const [id, entry] of this.entries.entries()) {
        if (!this.#acknowledged.has(id)) socket.write(`${JSON.stringify({ id, redelivered: this.#given.has(id), ...entry })}\n`);
        this.#given.add(id);
      }
    } else this.#store(socket, request.entries);
  }

  #store(socket: Socket, entries: readonly TransportEntry[]): void {
    const { refuses } = this;
    if (refuses !== null && entries.some(({ event }) => JSON.stringify(event).includes(refuses))) return void socket.write('{"refused":true}\n');
    this.entries.push(...entries);
    if (this.breaksAfterStoring === 0) return void socket.write("{}\n");
    this.breaksAfterStoring -= 1;
    socket.destroy();
  }
}

/** A broker that runs, and is stopped when the test ends. */
export async function startedBroker(): Promise<LineBroker> {
  const broker = await new LineBroker().start();
  onTestFinished(async () => await broker.stop());
  return broker;
}
