// Leaves a run in a way named by the first parameter while a request is in flight and a document waits 60 s for its retry, and says so.
// What still holds the process open is on nobody's account but the run's.
import { once } from "node:events";
import { createServer } from "node:http";
import { IngestionPipeline } from "@sluice/pipeline";

const server = createServer(() => {}).listen(0); // never answers
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
server.unref();
const asked = once(server, "request");
const adapter = {
  name: "numbers",
  async *fetch({ signal }) {
    yield* [0, 1];
    await fetch(url, { signal });
  },
  identify: (n) => `n${n}`,
  async parse(n) {
    if (n === 1) throw Object.assign(new Error("busy"), { retryable: true });
    return { docId: `n${n}`, title: null, text: null, metadata: {}, provenance: { source: "numbers" } };
  },
};
const controller = new AbortController();
const stream = new IngestionPipeline({ adapters: [adapter] }).streamEvents("numbers", {
  concurrency: 2,
  signal: controller.signal,
  retry: { initialDelayMs: 60_000, maxDelayMs: 60_000 },
});

/** Resolves when the run waits in both ways. */
async function waits() {
  for (;;) {
    const { value } = await stream.next();
    if (value.type === "AdapterRetry") return asked;
  }
}

const ways = {
  async break() {
    await waits();
    for await (const _ of stream.batches({ maxSize: 1 })) break;
  },
  async throw() {
    for await (const event of stream) {
      if (event.type !== "AdapterRetry") continue;
      await asked;
      throw new Error("the consumer's own");
    }
  },
  async return() {
    await waits();
    await stream.return();
  },
  async dispose() {
    await using disposed = stream;
    await waits();
    disposed.stats;
  },
  async abort() {
    await waits();
    controller.abort(new Error("the signal's own"));
    for await (const _ of stream);
  },
};

let left = "left";
try {
  await ways[process.argv[2]]();
} catch (error) {
  left = error.message;
}
server.closeAllConnections(); // what the request leaves is the server's socket alone
process.stdout.write(JSON.stringify({ left, at: Date.now() }));
