import type { JsonValue } from "@sluice/core-events";
import { expect, test } from "vitest";
import { pauseLeft, recordPause } from "./recorded-pause.js";

test("D13: what is left of a pause is counted to its end", () => {
  const now = Date.now();
  expect(pauseLeft({ pausedAt: now - 10_000, notBefore: now + 20_000 })).toBeGreaterThan(19_000);
  expect(pauseLeft({ pausedAt: now - 40_000, notBefore: now - 10_000 })).toBe(0);
  expect(pauseLeft({})).toBe(0);
});

test("B14: a clock set back makes a pause no longer than it was", () => {
  const future = Date.now() + 3_600_000;
  expect(pauseLeft({ pausedAt: future, notBefore: future + 30_000 })).toBe(30_000);
});

test("D13: a pause is told, and marked with its end beside the rest of the cursor", () => {
  const marks: JsonValue[] = [];
  const events: unknown[] = [];
  const onPause = recordPause({ mark: (at) => void marks.push(at), emit: (name, payload) => void events.push([name, payload]) }, { start: 7 });
  onPause({ host: "api.example", until: 2_000 });
  expect(marks).toEqual([{ start: 7, pausedAt: expect.closeTo(Date.now(), -3) as number, notBefore: 2_000 }]);
  expect(events).toEqual([["host-paused", { host: "api.example", until: 2_000 }]]);
});
