import { expect, test } from "vitest";
import { CappedLines } from "./capped-lines.js";

function capped() {
  const shown: string[] = [];
  const clock = { now: 0 };
  const lines = new CappedLines({ show: (line) => shown.push(line), more: (count) => `+${count}`, now: () => clock.now });
  return { shown, clock, lines };
}

test("five lines per second pass and the rest is counted", () => {
  const { shown, clock, lines } = capped();
  for (let n = 1; n <= 42; n += 1) lines.add(String(n));
  expect(shown).toEqual(["1", "2", "3", "4", "5"]);
  clock.now = 1000;
  lines.add("43");
  expect(shown.slice(5)).toEqual(["+37", "43"]);
});

test("flush() says what was held back, once", () => {
  const { shown, lines } = capped();
  for (let n = 1; n <= 6; n += 1) lines.add(String(n));
  lines.flush();
  lines.flush();
  expect(shown.at(-1)).toBe("+1");
  expect(shown).toHaveLength(6);
});

test("tick() says it as soon as the second is over", () => {
  const { shown, clock, lines } = capped();
  for (let n = 1; n <= 7; n += 1) lines.add(String(n));
  clock.now = 999;
  lines.tick();
  expect(shown).toHaveLength(5);
  clock.now = 1000;
  lines.tick();
  expect(shown.at(-1)).toBe("+2");
});
