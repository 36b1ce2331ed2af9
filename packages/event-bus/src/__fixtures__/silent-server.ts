import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A server that takes connections and never answers. */
export interface SilentServer {
  readonly port: number;
  readonly connections: ReadonlySet<Socket>;
  /** The first byte of each connection: 22 where a client begins with TLS. */
  readonly firstBytes: readonly number[];
}

export async function silentServer(): Promise<SilentServer> {
  const connections = new Set<Socket>();
  const firstBytes: number[] = [];
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on("error", () => undefined).on("close", () => connections.delete(socket));
    socket.once("data", (bytes) => firstBytes.push(bytes[0]!)).resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of connections) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, connections, firstBytes };
}
