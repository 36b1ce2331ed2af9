import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { capturedIo } from "../testing/captured-io.js";
import { Interrupt } from "./interrupt.js";
import { StuckError } from "./stuck-error.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("B2 the first signal stops, eight seconds later aborts, a second later exits", () => {
  const io = capturedIo({ cwd: "/" });
  using interrupt = new Interrupt(io);
  const stops: string[] = [];
  interrupt.onStop((signal) => stops.push(signal));
  io.signal("SIGTERM");
  expect([stops, interrupt.received, interrupt.signal.aborted]).toEqual([["SIGTERM"], "SIGTERM", false]);
  vi.advanceTimersByTime(8000);
  expect([interrupt.signal.aborted, io.exits]).toEqual([true, []]);
  vi.advanceTimersByTime(1000);
  expect(io.exits).toEqual([143]);
});

test("B2 the second signal exits at once", () => {
  const io = capturedIo({ cwd: "/" });
  using _interrupt = new Interrupt(io);
  io.signal("SIGINT");
  expect(io.exits).toEqual([]);
  io.signal("SIGINT");
  expect(io.exits).toEqual([130]);
});

test("a signal that comes before the run is there stops it as soon as it is", () => {
  const io = capturedIo({ cwd: "/" });
  using interrupt = new Interrupt(io);
  io.signal("SIGINT");
  const stop = vi.fn();
  interrupt.onStop(stop);
  expect(stop).toHaveBeenCalledExactlyOnceWith("SIGINT");
});

test("B2 a run that waits for nothing is aborted, and if it waits on, ended", () => {
  const io = capturedIo({ cwd: "/" });
  using interrupt = new Interrupt(io);
  io.idle();
  expect([interrupt.received, interrupt.signal.reason, io.exits]).toEqual([null, expect.any(StuckError), []]);
  io.idle();
  expect(io.exits).toEqual([1]);
});

test("without a signal nothing is left when it is disposed", () => {
  const io = capturedIo({ cwd: "/" });
  const interrupt = new Interrupt(io);
  interrupt[Symbol.dispose]();
  io.signal("SIGINT");
  io.idle();
  vi.advanceTimersByTime(60_000);
  expect([io.exits, vi.getTimerCount()]).toEqual([[], 0]);
});

test("after a signal the process ends even if something is left running", () => {
  const io = capturedIo({ cwd: "/" });
  const interrupt = new Interrupt(io);
  io.signal("SIGINT");
  interrupt[Symbol.dispose]();
  vi.advanceTimersByTime(9000);
  expect([io.exits, interrupt.signal.aborted]).toEqual([[130], false]);
});
