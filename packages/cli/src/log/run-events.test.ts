import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EventFactory, type PipelineEvent, Redactor } from "@sluice/core-events";
import { fileLogReader } from "@sluice/event-bus";
import { expect, test } from "vitest";
import { Terminal } from "../output/terminal.js";
import { capturedIo } from "../testing/captured-io.js";
import { sluice } from "../testing/event-log.js";
import { readLines } from "../testing/read-lines.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { EVENT_LOG_DEFAULTS, type EventLogSettings } from "./event-log-settings.js";
import { RunEvents } from "./run-events.js";

async function open(settings: Partial<EventLogSettings> = {}, redactor: Redactor | null = null) {
  const cwd = await temporaryDirectory();
  const io = capturedIo({ cwd });
  const events = await RunEvents.open({ settings: { eventLog: { ...EVENT_LOG_DEFAULTS, ...settings } }, stateDirectory: cwd, redactor, terminal: new Terminal(io.stderr, {}) });
  const seen: { type: string; offset: number | null }[] = [];
  events.bus.subscribe("*", ({ type }, { offset }) => seen.push({ type, offset }));
  return { cwd, events, seen, said: () => io.stderrText(), directory: join(cwd, "events") };
}

function made(count: number, docId = "d"): PipelineEvent[] {
  const factory = new EventFactory({ runId: "r1", pipelineId: "p1", now: () => 1 });
  return Array.from({ length: count }, (_, n) => factory.documentStarted(`${docId}${n}`, "a", { apiKey: "x" }));
}

test("subscribers get an event when the log has it, with its offset", async () => {
  const { events, seen, directory } = await open();
  await using _ = events;
  const all = made(3);
  await events.publish(all.slice(0, 2));
  expect((await fileLogReader(directory).range()).last).toBe(2);
  await events.publish(all.slice(2));
  expect(seen.map(({ offset }) => offset)).toEqual([1, 2, 3]);
  expect(events.summary).toMatchObject({ firstOffset: 1, lastOffset: 3, notLogged: 0, error: null });
});

test("offsets go on where the last attempt has ended", async () => {
  const { cwd, events } = await open();
  await events.publish(made(3));
  await events.close();
  await using again = await RunEvents.open({ settings: { eventLog: EVENT_LOG_DEFAULTS }, stateDirectory: cwd, redactor: null, terminal: new Terminal(process.stderr, {}) });
  await again.publish(made(2));
  expect(again.summary).toMatchObject({ firstOffset: 4, lastOffset: 5 });
});

test("E8 P9 secrets are in no event of the log, and the parameters of the run in its start alone", async () => {
  const { events, directory } = await open({}, new Redactor(["s3cr3t"]));
  await events.publish(made(1, "https://h/?k=s3cr3t&n="));
  await events.close();
  const [entry] = await Array.fromAsync(fileLogReader(directory).read());
  expect(entry?.event).toMatchObject({ docId: "https://h/?k=[redacted]&n=0", parameters: {} });
});

test("a log that fails costs the subscribers nothing: it is said once, and the missing events are counted", async () => {
  const { events, seen, said, directory } = await open({ maxMegabytes: 0.01 });
  await rm(directory, { recursive: true });
  for (const event of made(200)) await events.publish([event]);
  await events.close();
  expect(seen).toHaveLength(200);
  const { notLogged, error } = events.summary!;
  expect(notLogged).toBeGreaterThan(100);
  expect(seen.filter(({ offset }) => offset === null)).toHaveLength(notLogged);
  expect(error).toContain("0000000000000");
  expect(said().match(/the run goes on, and its events are kept no longer/g)).toHaveLength(1);
});

test("with onFailure stop a log that fails rejects", async () => {
  const { events, directory, seen } = await open({ maxMegabytes: 0.01, onFailure: "stop" });
  await using _ = events;
  await rm(directory, { recursive: true });
  const publishing = (async () => {
    for (const event of made(200)) await events.publish([event]);
  })();
  await expect(publishing).rejects.toMatchObject({ code: "LOG_UNWRITABLE" });
  const before = seen.length;
  await events.publish(made(1)); // the end of the run
  expect(seen).toHaveLength(before + 1);
});

test("an event that JSON cannot hold goes in as its envelope, so that no sequence number is missing", async () => {
  const { events, directory, seen } = await open({ documents: "full" });
  const factory = new EventFactory({ runId: "r1", pipelineId: "p1" });
  const document = { docId: "d", title: null, text: null, metadata: { size: 1n }, provenance: { source: "s" } };
  await events.publish([factory.documentCompleted(document, 1, {}), factory.documentStarted("e", "a", {})]);
  await events.close();
  const logged = await Array.fromAsync(fileLogReader(directory).read());
  expect(logged.map(({ event }) => event)).toMatchObject([{ type: "DocumentCompleted", sequence: 1, docId: "d", notLogged: expect.stringContaining("BigInt") as string }, { sequence: 2 }]);
  expect(seen).toHaveLength(2);
});

test("a subscriber that throws harms nobody", async () => {
  const { events, seen, said } = await open();
  await using _ = events;
  events.bus.subscribe({ pattern: "*", name: "chart", priority: 9 }, () => {
    throw new Error("no pen");
  });
  await events.publish(made(1));
  expect([seen.length, said(), events.summary?.error]).toEqual([1, "chart: no pen\n", null]);
});

test("a log that cannot be opened is said, and the run goes on; with onFailure stop it ends before it begins", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a"}\n{"id":"b"}\n');
  await writeFile(join(cwd, "blocked"), "");
  const ingest = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--event-log", "blocked/events"];
  const strict = await sluice(cwd, ...ingest, "--event-log-on-failure", "stop");
  expect(strict).toMatchObject({ code: 1, stderr: expect.stringContaining("LOG_UNWRITABLE") as string });
  const { code, stderr } = await sluice(cwd, ...ingest);
  expect(code).toBe(0);
  expect(stderr).toMatch(/event log: Cannot create .*; the run goes on/);
  expect(stderr).toMatch(/event log {5}failed, \d+ events are missing from it/);
});

test("a log that another run writes is refused", async () => {
  const { cwd, events } = await open();
  await using _ = events;
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a"}\n');
  const { code, stderr } = await sluice(cwd, "ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--event-log", "events");
  expect([code, stderr]).toEqual([5, expect.stringContaining("STATE_LOCKED")]);
});

test("a run that is refused leaves no log behind", async () => {
  const { events, directory } = await open();
  await events.close();
  expect(await Array.fromAsync(fileLogReader(directory).read())).toEqual([]);
  await expect(rm(directory)).rejects.toMatchObject({ code: "ENOENT" });
});

test("--metrics-snapshots writes the figures of the run", async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a"}\n{"id":"b"}\n');
  await sluice(cwd, "ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--metrics-snapshots", "m.jsonl");
  expect((await readLines(join(cwd, "m.jsonl"))).at(-1)).toMatchObject({ completed: 2, failed: 0, runs: { completed: 1 } });
});
