import { connect, type Socket } from "node:net";
import { SluiceError } from "@sluice/core-events";
import type { ConsumeOptions, EventTransport, ReceivedEntry, TransportEntry } from "../event-transport.js";
import type { BrokerRequest } from "./line-broker.js";
import { socketLines } from "./socket-lines.js";

interface StoredEntry extends TransportEntry {
  readonly id: number;
  readonly redelivered: boolean;
}

/** A transport to a `LineBroker`; every call connects anew. */
export function lineTransport(port: () => number): EventTransport {
  return {
    name: "line-broker",
    async publish(entries, { signal }) {
      signal.throwIfAborted();
      if (entries.length > 0) await request(port(), { op: "publish", entries }, signal);
    },
    async *consume({ group, signal }: ConsumeOptions): AsyncGenerator<ReceivedEntry, void, undefined> {
      const socket = connect(port(), "127.0.0.1");
      signal?.addEventListener("abort", () => socket.destroy(), { once: true });
      socket.write(line({ op: "consume", group }));
      try {
        for await (const text of socketLines(socket)) {
          const { id, event, offset, redelivered } = JSON.parse(text) as StoredEntry;
          yield { event, offset, redelivered, ack: async () => await request(port(), { op: "ack", id }, AbortSignal.timeout(5_000)) };
        }
        signal?.throwIfAborted();
      } finally {
        socket.destroy();
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function request(port: number, body: BrokerRequest, signal: AbortSignal): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const stop = (): void => void socket.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    socket.write(line(body));
    const answer = await answerOf(socket);
    signal.throwIfAborted();
    if (answer === null) throw new SluiceError("Cannot publish: the broker has left without an answer", { code: "HTTP_TRANSPORT" });
    if (answer.includes("refused")) throw new SluiceError("Cannot publish: the broker refuses the event", { code: "EVENT_INVALID" });
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

async function answerOf(socket: Socket): Promise<string | null> {
  for await (const answer of socketLines(socket)) return answer;
  return null;
}

function line(body: BrokerRequest): string {
  return `${JSON.stringify(body)}\n`;
}
