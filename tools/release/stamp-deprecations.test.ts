import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stampDeprecations } from "./stamp-deprecations.ts";

const source = readFileSync(new URL("../../packages/core-events/src/deprecations.ts", import.meta.url), "utf8")
  .replace(/RELEASED_AT: string \| null = .*;/, "RELEASED_AT: string | null = null;")
  .replace(/announcedAt: .*,$/m, "announcedAt: null,");
const date = new Date("2027-01-15T10:00:00Z");

test.each([
  ["0.9.1", "announcedAt: null,"],
  ["1.0.0-beta.1", "announcedAt: null,"],
  ["1.0.0", 'announcedAt: "2027-01-15",'],
  ["1.2.0", 'announcedAt: "2027-01-15",'],
  ["2.0.0", 'announcedAt: "2027-01-15",'],
])("the release %s is dated and leaves %s", (version, announced) => {
  const stamped = stampDeprecations(source, { version, date });
  expect(stamped).toContain('RELEASED_AT: string | null = "2027-01-15";');
  expect(stamped).toContain(announced);
});

test("a later release keeps the date of the announcement", () => {
  const first = stampDeprecations(source, { version: "1.0.0", date });
  const second = stampDeprecations(first, { version: "1.1.0", date: new Date("2027-05-01") });
  expect(second).toContain('RELEASED_AT: string | null = "2027-05-01";');
  expect(second).toContain('announcedAt: "2027-01-15",');
});

test("a source of another shape is refused", () => {
  expect(() => stampDeprecations("export {};", { version: "1.0.0", date })).toThrow("expected the constants RELEASED_AT and since");
});
