import { EventFactory, type PipelineEvent } from "@sluice/core-events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RunTally } from "../report/run-tally.js";
import { capturedIo } from "../testing/captured-io.js";
import { PlainDisplay } from "./plain-display.js";
import { Terminal } from "./terminal.js";
import { TtyDisplay } from "./tty-display.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const factory = new EventFactory({ runId: "r", pipelineId: "p", now: () => 0 });

function show(Display: typeof PlainDisplay | typeof TtyDisplay, isTTY: boolean) {
  const io = capturedIo({ cwd: "/", isTTY, env: { NO_COLOR: "1" } });
  const tally = new RunTally();
  const terminal = new Terminal(io.stderr, io.env);
  const display = new Display({ terminal, tally, where: "out.dlq.jsonl" });
  const send = (event: PipelineEvent) => {
    tally.observe(event);
    display.event(event);
  };
  return { display, terminal, send, text: () => io.stderrText() };
}

function progress(completed: number): PipelineEvent {
  const waits = { producerWaitMs: 0, consumerWaitMs: 0 };
  return factory.create("BatchProgress", { completed, failed: 0, retried: 0, inFlight: 1, queueDepth: 17, estimatedTotal: 400, etaSeconds: 5, documentsPerSecond: 50, ...waits });
}

function completed(): PipelineEvent {
  const document = { docId: "d", title: null, text: null, metadata: {}, provenance: { source: "test" } };
  return factory.documentCompleted(document, 1, {});
}

function failed(docId: string): PipelineEvent {
  return factory.create("DocumentFailed", { docId, error: "bad", errorType: "Error", retryCount: 0, isRetryable: false });
}

test("the plain display has one line each two seconds", () => {
  const { display, send, text } = show(PlainDisplay, false);
  for (let n = 1; n <= 100; n += 1) send(completed());
  send(progress(100));
  vi.advanceTimersByTime(1999);
  expect(text()).toBe("");
  vi.advanceTimersByTime(501);
  expect(text()).toBe("100 completed, 0 failed, 0 retries, 50 docs/s, queue 17, ETA 5.0 s\n");
  display.close();
});

test("the plain display does not wait after a thousand documents, nor flood", () => {
  const { display, send, text } = show(PlainDisplay, false);
  for (let n = 1; n <= 5000; n += 1) send(completed());
  vi.advanceTimersByTime(600);
  expect(text().split("\n")).toHaveLength(2);
  display.close();
});

test("the plain display repeats itself only each half minute while nothing moves", () => {
  const { display, send, text } = show(PlainDisplay, false);
  send(completed());
  vi.advanceTimersByTime(31_900);
  expect(text().split("\n")).toHaveLength(2);
  vi.advanceTimersByTime(1_000);
  expect(text().split("\n")).toHaveLength(3);
  display.close();
});

test("the plain display shows five failures a second and counts the others", () => {
  const { display, send, text } = show(PlainDisplay, false);
  for (let n = 1; n <= 12; n += 1) send(failed(`d${n}`));
  display.close();
  expect(text().split("\n").slice(4)).toEqual(["✗ d5: bad [Error]", "… and 7 more failures, see out.dlq.jsonl", ""]);
});

test("the live display draws bar, counts, rate, ETA and queue", () => {
  const { display, send, text } = show(TtyDisplay, true);
  for (let n = 1; n <= 100; n += 1) send(completed());
  send(progress(100));
  vi.advanceTimersByTime(100);
  expect(text()).toContain(`${"█".repeat(6)}${"░".repeat(18)} 25 % of 400`);
  expect(text()).toContain("100 completed, 0 failed, 0 retries, 50 docs/s, queue 17, ETA 5.0 s");
  display.close();
});

test("the live display spins while the total is unknown", () => {
  const { display, text } = show(TtyDisplay, true);
  vi.advanceTimersByTime(300);
  expect(text()).toMatch(/[⠋⠙⠹⠸]/);
  display.close();
});

test("lines appear above the live display, and after it as they are", () => {
  const { display, terminal, send, text } = show(TtyDisplay, true);
  vi.advanceTimersByTime(100);
  send(failed("d1"));
  display.close();
  terminal.line("the end");
  expect(text()).toContain("✗ d1: bad [Error]\n");
  expect(text().endsWith("the end\n")).toBe(true);
});

test("a display that is closed leaves no timer", () => {
  for (const { display } of [show(PlainDisplay, false), show(TtyDisplay, true)]) display.close();
  expect(vi.getTimerCount()).toBe(0);
});
