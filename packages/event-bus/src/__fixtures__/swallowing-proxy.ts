import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server on which answers can get lost. */
export class SwallowingProxy {
  readonly port: number;
  /** How many more answers get lost, each with its connection. */
  swallows = 0;

  private constructor(port: number) {
    this.port = port;
  }

  static async to(target: number): Promise<SwallowingProxy> {
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      const upstream = connect(target, "127.0.0.1");
      for (const socket of [client, upstream]) sockets.add(socket.on("error", () => undefined).on("close", () => sockets.delete(socket)));
      client.pipe(upstream);
      client.on("close", () => upstream.destroy());
      upstream.on("close", () => client.destroy()).on("data", (answer) => {
        if (proxy.swallows === 0) { client.write(answer); return; }
        proxy.swallows -= 1;
        client.destroy();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const proxy = new SwallowingProxy((server.address() as AddressInfo).port);
    onTestFinished(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return proxy;
  }
}
