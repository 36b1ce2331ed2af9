import { expect, test } from "vitest";
import { ThroughputWindow } from "./throughput-window.js";

const T = 1_763_775_600_000;

function filled(window: ThroughputWindow, from: number, to: number, everyMs: number): ThroughputWindow {
  for (let at = from; at < to; at += everyMs) window.add(at);
  return window;
}

test("a steady rate is measured as it is", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 60_000, 20);
  expect(window.perSecond(T + 60_000)).toBeCloseTo(50, 0);
});

test("a run younger than the window is measured by its age", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 400, 4);
  expect(window.perSecond(T + 400)).toBe(250);
});

test("a rate that has changed is the new one after a window", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 30_000, 10);
  filled(window, T + 30_000, T + 41_000, 100);
  expect(window.perSecond(T + 41_000)).toBeCloseTo(10, 0);
});

test("a run that stands still goes down to 0", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 5_000, 10);
  expect(window.perSecond(T + 10_000)).toBeCloseTo(47.4, 1); // the oldest of twenty buckets has gone
  expect(window.perSecond(T + 16_000)).toBe(0);
});

test("asking about a later moment changes nothing", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 5_000, 10);
  window.perSecond(T + 60_000);
  expect(window.perSecond(T + 5_000)).toBe(100);
});

test("before anything has happened, and at the very moment it does, the rate is 0", () => {
  const window = new ThroughputWindow(10_000);
  expect(window.perSecond(T)).toBe(0);
  window.start(T);
  window.add(T);
  expect(window.perSecond(T)).toBe(0);
});

test("a clock that steps back a little counts into the present, one that steps back far begins anew", () => {
  const window = filled(new ThroughputWindow(10_000), T, T + 5_000, 10);
  filled(window, T + 2_000, T + 3_000, 10);
  expect(window.perSecond(T + 5_000)).toBeCloseTo(120, 0);
  filled(window, T - 3_600_000, T - 3_599_000, 10);
  expect(window.perSecond(T - 3_599_000)).toBeCloseTo(100, 0);
});

test("a window without length is refused", () => {
  expect(() => new ThroughputWindow(0)).toThrow(new RangeError("Cannot measure throughput: windowMs must be >= 20, received 0"));
});
