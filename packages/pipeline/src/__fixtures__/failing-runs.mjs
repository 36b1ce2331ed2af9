// Breaks runs in many ways; whatever is left unhandled ends the process. Prints how many runs it has seen to their end.
import { setTimeout as sleep } from "node:timers/promises";
import { IngestionPipeline } from "@sluice/pipeline";

const document = (n) => ({ docId: `n${n}`, title: null, text: null, metadata: {}, provenance: { source: "numbers" } });
const boom = () => {
  throw new Error("boom");
};
const evil = () => {
  throw new Proxy({}, { get: boom, has: boom });
};
const base = { name: "numbers", fetch: () => [1, 2, 3, 4], identify: (n) => `n${n}`, parse: document };
const later = (action) => async (...parameters) => {
  await sleep(1);
  return action(...parameters);
};
const adapters = [
  { ...base, fetch: boom },
  { ...base, async *fetch() { yield 1; boom(); } },
  { ...base, async *fetch() { yield 1; await sleep(1); boom(); } },
  { ...base, *fetch() { try { yield 1; yield 2; } finally { boom(); } } },
  { ...base, async *fetch() { try { yield 1; await sleep(1); yield 2; } finally { await sleep(1); boom(); } } },
  { ...base, identify: boom },
  { ...base, parse: boom },
  { ...base, parse: later(boom) },
  { ...base, parse: later(document) },
  { ...base, parse: later(() => { throw Object.assign(new Error("busy"), { retryable: true }); }) },
  { ...base, validate: later(boom) },
  { ...base, describe: boom },
  { ...base, sizeOf: boom },
  { ...base, estimateTotal: boom },
  { ...base, estimateTotal: later(boom) },
  { ...base, fetch: evil },
  { ...base, identify: evil },
  { ...base, parse: evil },
  { ...base, parse: later(evil) },
  { ...base, validate: later(evil) },
  { ...base, estimateTotal: later(evil) },
  { ...base, *fetch() { try { yield 1; yield 2; } finally { evil(); } } },
  { ...base, *fetch({ mark }) { yield 1; mark(boom); yield 2; } },
  { ...base, fetch: async () => [1, 2] },
  { ...base, fetch: () => ({ [Symbol.iterator]: () => ({ next: () => 5 }) }) },
  { ...base, sizeOf: () => "5", parse: later(document) },
];
const ways = [
  async (stream) => { for await (const _ of stream); },
  async (stream) => { for await (const _ of stream) break; },
  async (stream) => { for await (const _ of stream) boom(); },
  async (stream) => { await stream.next(); await stream.next(); stream.stop(); for await (const _ of stream); },
  async (stream) => { void stream.next().catch(() => {}); await stream.return(); },
  async (stream) => { await stream.next(); }, // forgotten
];
const variants = [{}, { concurrency: 8, order: "source" }, { bufferSize: 1, concurrency: 2 }, { filter: boom }, { transform: boom },
  { monitors: [{ name: "m", observe: boom }] }, { monitors: [{ name: "m", observe: evil }] }, { validate: later(boom) }, { transform: evil },
  { abort: 0 }, { abort: 2 }];

const retry = { maxAttempts: 2, initialDelayMs: 1 };
let runs = 0;
for (const adapter of adapters) {
  const pipeline = new IngestionPipeline({ adapters: [adapter] });
  await Promise.all(variants.flatMap(({ abort, ...options }) => ways.flatMap((way) => ["streamEvents", "iterResults"].map(async (method) => {
    const signal = abort === undefined ? undefined : abort === 0 ? AbortSignal.abort(new Error("stop")) : AbortSignal.timeout(abort);
    await way(pipeline[method]("numbers", { retry, ...options, signal })).catch(() => {});
    runs += 1;
  }))));
  await pipeline.runAsync("numbers", { retry }).catch(() => {});
  await pipeline.runAsyncLegacy("numbers", { retry }).catch(() => {});
}
await sleep(50);
process.stdout.write(JSON.stringify({ runs, expected: adapters.length * variants.length * ways.length * 2 }));
