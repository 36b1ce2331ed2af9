import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a real server that a test can cut, so that the server seems to be away. It is cut at the beginning. */
export class Relay {
  readonly port: number;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  private constructor(port: number, target: number) {
    this.port = port;
    this.#target = target;
  }

  /** A relay to a port of this machine; it is cut when the test ends. */
  static async to(target: number): Promise<Relay> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo; // listening on TCP
    await new Promise((resolve) => probe.close(resolve));
    const relay = new Relay(port, target);
    onTestFinished(() => relay.cut());
    return relay;
  }

  /** From now on the server is there. */
  async mend(): Promise<void> {
    const server = createServer((socket) => this.#join(socket));
    this.#server = server;
    server.listen(this.port, "127.0.0.1");
    await once(server, "listening");
  }

  /** From now on nobody listens, and connections are gone. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  #join(socket: Socket): void {
    const other = connect(this.#target, "127.0.0.1");
    for (const [from, to] of [[socket, other], [other, socket]] as const) {
      this.#sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
