import { collectSecrets, EVENT_TYPES, type PipelineEvent, Redactor } from "@sluice/core-events";
import { pino } from "pino";
import { expect, test } from "vitest";
import { EPOCH, ModelRun } from "../testing/model-run.js";
import { eventLogger, type EventLoggerOptions } from "./event-logger.js";

type Line = Readonly<Record<string, unknown>>;

async function linesOf(events: readonly unknown[], options: EventLoggerOptions = {}): Promise<Line[]> {
  const lines: Line[] = [];
  const { observe } = await eventLogger({ level: "trace", destination: { write: (text: string) => lines.push(JSON.parse(text) as Line) }, ...options });
  for (const event of events) observe(event as PipelineEvent); // tests show it what is no event of this release, too
  return lines;
}

const LEVELS = { 10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error" } as Record<number, string>;

test("every line says which event, run, pipeline and sequence it is of", async () => {
  const run = new ModelRun();
  const [line] = await linesOf([run.start({ parameters: { query: "fern" } })], { correlationId: "nightly-17" });
  expect(line).toMatchObject({
    level: 30, msg: "run started", event: "RunStarted", runId: "r1", pipelineId: "p1", sequence: 1, eventTime: EPOCH, correlationId: "nightly-17",
    adapter: "jsonl", parameters: { query: "fern" },
  });
});

test("levels follow the type of the event", async () => {
  const run = new ModelRun();
  const lines = await linesOf([
    run.start(), run.started("1"), run.complete("1"), run.fail("2"), run.retry(), run.progress(),
    run.event("AdapterStateChange", { adapter: "jsonl", oldState: "fetching", newState: "failed", reason: "x" }),
    run.event("CircuitStateChange", { circuit: "h", oldState: "closed", newState: "open", reason: null }),
    run.event("ValidationWarning", { outcomes: 50, successRate: 0.5, threshold: 0.7 }),
    run.break({ reason: "cancelled" }), run.break(), run.end(),
  ]);
  expect(lines.map(({ event, level }) => `${String(event)} ${LEVELS[level as number] ?? ""}`)).toEqual([
    "RunStarted info", "DocumentStarted trace", "DocumentCompleted debug", "DocumentFailed warn", "AdapterRetry info", "BatchProgress info",
    "AdapterStateChange error", "CircuitStateChange warn", "ValidationWarning warn", "RunFailed warn", "RunFailed error", "RunCompleted info",
  ]);
});

test("every type of event has a line of its own", async () => {
  const lines = await linesOf(EVENT_TYPES.map((type) => ({ type, version: 1, runId: "r1", document: { docId: "1" } })));
  expect(lines.map(({ event }) => event)).toEqual(EVENT_TYPES);
  expect(lines.filter(({ msg }) => msg === "unknown event")).toEqual([]);
});

test("what is below the level is not logged", async () => {
  const run = new ModelRun();
  const lines = await linesOf([run.start(), run.started("1"), run.complete("1"), run.fail("2"), run.end()], { level: "warn" });
  expect(lines.map(({ event }) => event)).toEqual(["DocumentFailed"]);
});

test("progress is sampled by the time of the events, for each run, and other events are not", async () => {
  const [left, right] = [new ModelRun(), new ModelRun({ runId: "r2" })];
  const events: PipelineEvent[] = [];
  for (let second = 0; second < 30; second += 1) {
    left.now = right.now = EPOCH + second * 1_000;
    events.push(left.progress(), right.progress(), left.retry());
  }
  const lines = await linesOf(events);
  expect(lines.filter(({ event }) => event === "BatchProgress").map(({ runId, eventTime }) => [runId, ((eventTime as number) - EPOCH) / 1_000])).toEqual([
    ["r1", 0], ["r2", 0], ["r1", 10], ["r2", 10], ["r1", 20], ["r2", 20],
  ]);
  expect(lines.filter(({ event }) => event === "AdapterRetry")).toHaveLength(30);
});

test("secrets are replaced at every level, by name, in URLs and by value", async () => {
  const secret = "s3cr3t/42";
  const run = new ModelRun();
  const redactor = new Redactor(collectSecrets({ apiKey: secret }));
  const lines = await linesOf(
    [
      run.start({ parameters: { apiKey: secret, source: `https://user:${secret}@example.org/?token=abcdefgh` } }),
      run.fail("1", { error: `GET /?k=${encodeURIComponent(secret)} failed`, stack: `Error: ${secret}\n    at x` }),
      run.retry({ url: "https://example.org/?api_key=abcdefgh", cause: `Basic ${Buffer.from(`user:${secret}`).toString("base64")}` }),
      run.event("AdapterEvent", { adapter: "jsonl", name: "page", payload: { headers: { authorization: "Bearer abcdefgh" }, body: secret } }),
    ],
    { redactor, level: "trace" },
  );
  const text = JSON.stringify(lines);
  expect(lines).toHaveLength(4);
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(`user:${secret}`).toString("base64"), "abcdefgh"]) expect(text).not.toContain(form);
});

test("the content of documents is never logged", async () => {
  const run = new ModelRun();
  const lines = await linesOf([run.complete("1", 7)]);
  expect(lines[0]).toMatchObject({ docId: "1", durationMs: 7 });
  expect(JSON.stringify(lines)).not.toContain("fern");
});

test("events of unknown types and newer versions are named, not shown", async () => {
  const lines = await linesOf([{ type: "SomethingNew", version: 1, runId: "r1", payload: "p4yl0ad" }, { ...new ModelRun().start(), version: 2 }]);
  expect(lines).toMatchObject([{ event: "SomethingNew", runId: "r1", msg: "unknown event" }, { event: "RunStarted", msg: "unknown event" }]);
  expect(JSON.stringify(lines)).not.toContain("p4yl0ad");
});

test("one line of output is one event, whatever it holds", async () => {
  let output = "";
  const { observe } = await eventLogger({ destination: { write: (text: string) => void (output += text) } });
  observe(new ModelRun().fail("1\n2", { error: 'line\n{"level":50,"msg":"forged"}\u001b[31m' }));
  expect(output.trimEnd().split("\n")).toHaveLength(1);
  expect(output).not.toContain("\u001b");
});

test("a logger of the program is used with its own level and fields", async () => {
  const lines: Line[] = [];
  const logger = pino({ level: "error", base: { service: "ingest" } }, { write: (text: string) => lines.push(JSON.parse(text) as Line) });
  const { observe } = await eventLogger({ logger });
  const run = new ModelRun();
  for (const event of [run.start(), run.break()]) observe(event);
  expect(lines).toMatchObject([{ service: "ingest", event: "RunFailed", reason: "source_failed" }]);
});

test("an interval that is none is refused", async () => {
  await expect(eventLogger({ progressEveryMs: -1 })).rejects.toThrow(new RangeError("Cannot log events: progressEveryMs must be >= 0, received -1"));
});
