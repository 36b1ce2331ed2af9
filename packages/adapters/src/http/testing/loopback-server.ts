import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from "node:net";

/** A server on 127.0.0.1, gone when disposed. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  /** As `allowHosts` wants it. */
  readonly host: string;
  /** Path and query of each request, in order. */
  readonly requests: string[];
  /** Headers of each request, in order. */
  readonly headers: IncomingMessage["headers"][];
  /** When each request came, on the monotonic clock. */
  readonly times: number[];
  /** Connections that are open now, and the most there have been. */
  readonly sockets: { open: number; most: number; total: number };
}

/** Serves with `handler`, which also gets the number of the request, from 1. */
export async function loopback(handler: (request: IncomingMessage, response: ServerResponse, n: number) => void): Promise<Loopback> {
  const server = createServer((request, response) => {
    running.requests.push(request.url ?? "");
    running.headers.push(request.headers);
    running.times.push(performance.now());
    response.on("error", () => undefined);
    handler(request, response, running.requests.length);
  });
  const running = await listen(server, () => server.closeAllConnections());
  return running;
}

/** Answers each request with whatever bytes `answer` writes; requests are told apart by their blank line alone. */
export async function rawLoopback(answer: (socket: Socket, n: number) => void): Promise<Loopback> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    socket.on("data", (bytes) => {
      running.requests.push(bytes.toString("latin1").split(" ")[1] ?? "");
      running.times.push(performance.now());
      answer(socket, running.requests.length);
    });
  });
  const running = await listen(server, () => sockets.forEach((socket) => socket.destroy()));
  return running;
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}

async function listen(server: Server, cut: () => void): Promise<Loopback> {
  const sockets = { open: 0, most: 0, total: 0 };
  server.on("connection", (socket: Socket) => {
    sockets.total += 1;
    sockets.open += 1;
    sockets.most = Math.max(sockets.most, sockets.open);
    socket.on("close", () => (sockets.open -= 1));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port, not a pipe
  return {
    url: `http://${host}`,
    host,
    requests: [],
    headers: [],
    times: [],
    sockets,
    async [Symbol.asyncDispose]() {
      const closed = once(server.close(), "close");
      cut();
      await closed;
    },
  };
}
