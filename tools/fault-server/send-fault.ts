import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Fault } from "./choose-fault.ts";

/** One exchange that goes wrong. */
export interface FaultyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the answer would have been. */
  readonly body: Buffer;
  /** Called with the instant, in milliseconds since the epoch, before which the client was asked not to come back. */
  readonly onPause: (until: number) => void;
}

const JSON_TYPE = { "content-type": "application/json" };
const TRICKLE_PIECES = 20;
const TRICKLE_EVERY_MS = 15;

/** Answers wrongly in the way asked for. */
export async function sendFault(fault: Fault, { request, response, body, onPause }: FaultyExchange): Promise<void> {
  const half = body.subarray(0, Math.ceil(body.length / 2));
  const cut = (): void => void request.socket.destroy();
  switch (fault) {
    case "status-500":
      response.writeHead(500, JSON_TYPE).end('{"error":"internal"}');
      return;
    case "status-429":
      response.writeHead(429, JSON_TYPE).end('{"error":"too many requests"}');
      return;
    case "status-503-seconds":
      onPause(Date.now() + 1_000);
      response.writeHead(503, { "retry-after": "1" }).end();
      return;
    case "status-503-date": {
      const until = Math.ceil((Date.now() + 200) / 1_000) * 1_000; // dates have whole seconds
      onPause(until);
      response.writeHead(503, { "retry-after": new Date(until).toUTCString() }).end();
      return;
    }
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "cut-length":
      response.writeHead(200, { ...JSON_TYPE, "content-length": body.length }).write(half, cut);
      return;
    case "cut-chunked":
      response.writeHead(200, JSON_TYPE).write(half, cut);
      return;
    case "cut-gzip":
      response.writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" }).end(gzipSync(body).subarray(0, -9));
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Maintenance</title>");
      return;
    case "trickle":
      await trickle(response, body);
  }
}

async function trickle(response: ServerResponse, body: Buffer): Promise<void> {
  response.writeHead(200, { ...JSON_TYPE, "content-length": body.length });
  const size = Math.ceil(body.length / TRICKLE_PIECES);
  for (let from = 0; from < body.length && !response.destroyed; from += size) {
    response.write(body.subarray(from, from + size));
    await sleep(TRICKLE_EVERY_MS);
  }
  response.end();
}
