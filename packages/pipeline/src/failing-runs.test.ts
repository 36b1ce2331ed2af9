import { expect, test } from "vitest";
import { runFixture } from "./testing/run-fixture.js";

test("A2 A10 no way to break a run leaves a rejection unhandled, a handle open or a run that never ends", async () => {
  const { status, stdout, stderr } = await runFixture("failing-runs.mjs", { flags: ["--unhandled-rejections=strict", "--no-warnings"] });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const { runs, expected } = JSON.parse(stdout) as { runs: number; expected: number };
  expect(runs).toBe(expected);
});
