import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** When a connection is cut: before the server hears of COMMIT, or after, before the client hears of it. */
export type Cut = "before" | "after";

/** A loopback proxy before a database that cuts connections at the COMMIT of chosen transactions. */
export class CommitProxy {
  readonly #cuts: Cut[];
  /** How many COMMITs to let pass before each cut. */
  readonly #every: number;
  #commits = 0;
  #url = "";

  private constructor(cuts: readonly Cut[], every: number) {
    this.#cuts = [...cuts];
    this.#every = every;
  }

  /** @param cuts What is done at every `every`-th COMMIT, in turn; once they are used up nothing is cut. */
  static async start(target: string, cuts: readonly Cut[], every = 2): Promise<CommitProxy> {
    const proxy = new CommitProxy(cuts, every);
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      sockets.add(client).add(upstream);
      proxy.#join(client, upstream);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const url = new URL(target);
    url.port = String((server.address() as AddressInfo).port); // listens on TCP
    proxy.#url = url.href;
    return proxy;
  }

  get url(): string {
    return this.#url;
  }

  /** How many cuts are left to be made. */
  get left(): number {
    return this.#cuts.length;
  }

  #join(client: Socket, upstream: Socket): void {
    let isDeaf = false;
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    upstream.on("data", (bytes) => {
      if (!isDeaf) client.write(bytes);
      else client.destroy(); // the server has answered COMMIT, and nobody hears it
    });
    client.on("data", (bytes) => {
      const cut = isCommit(bytes) ? this.#next() : null;
      if (cut === "before") {
        client.destroy();
        return;
      }
      isDeaf = cut === "after";
      upstream.write(bytes);
    });
  }

  #next(): Cut | null {
    this.#commits += 1;
    return this.#commits % this.#every === 0 ? (this.#cuts.shift() ?? null) : null;
  }
}

/** Whether this is the simple query COMMIT: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function isCommit(bytes: Buffer): boolean {
  return bytes.length === 12 && bytes.toString("latin1", 0, 1) === "Q" && bytes.toString("latin1", 5, 11) === "COMMIT";
}
