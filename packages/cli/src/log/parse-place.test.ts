import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { parsePlace } from "./parse-place.js";

const now = new Date("2026-01-31T12:00:00Z");

test.each([
  ["0", 0],
  ["214503", 214_503],
  ["2026-01-31", new Date("2026-01-31T00:00:00Z")],
  ["2026-01-31T09:30:00.250+02:00", new Date("2026-01-31T07:30:00.250Z")],
  ["15m", new Date("2026-01-31T11:45:00Z")],
  ["1.5h", new Date("2026-01-31T10:30:00Z")],
  ["3d", new Date("2026-01-28T12:00:00Z")],
])("%s is a place", (text, place) => {
  expect(parsePlace(text, "--from", now)).toEqual(place);
});

test.each(["", "-1", "yesterday", "1e9", "2026-13-45", "9".repeat(16), "15 m", "Sat, 31 Jan 2026"])("%j is refused with the option's name", (text) => {
  expect(() => parsePlace(text, "--from", now)).toThrow(UsageError);
  expect(() => parsePlace(text, "--from", now)).toThrow("--from");
});
