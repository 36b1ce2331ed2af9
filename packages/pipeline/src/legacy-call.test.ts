import { SluiceError } from "@sluice/core-events";
import { runAsyncLegacyDeprecation } from "@sluice/core-events/deprecations";
import { expect, test } from "vitest";
import { admitLegacyCall } from "./legacy-call.js";

const [announced, discouraged, removed] = runAsyncLegacyDeprecation.stages;

/** As in the pipeline, so that the stack looks the same. */
function runAsyncLegacy(stage = discouraged!): void {
  admitLegacyCall(stage);
}

async function warningsOf(calls: () => void): Promise<Error[]> {
  const warnings: Error[] = [];
  const listen = (warning: Error) => void warnings.push(warning);
  process.on("warning", listen);
  calls();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  return warnings;
}

test("in the first stage a process warns once", async () => {
  const warnings = await warningsOf(() => {
    runAsyncLegacy(announced);
    runAsyncLegacy(announced);
  });
  expect(warnings).toMatchObject([{ name: "DeprecationWarning", code: "SLUICE_DEP001" }]);
  expect(warnings[0]?.message).toMatch("will be removed 6 months after 1.0.0; use iterResults");
});

test("in the second stage each call site warns once, and is named", async () => {
  const warnings = await warningsOf(() => {
    for (let n = 0; n < 2; n += 1) runAsyncLegacy();
    runAsyncLegacy();
  });
  expect(warnings).toHaveLength(2);
  for (const warning of warnings) expect(warning).toHaveProperty("detail", expect.stringMatching(/^Called at .*legacy-call\.test\.ts/));
});

test("in the last stage a call is refused, with the way out", () => {
  let refused: unknown;
  try {
    runAsyncLegacy(removed);
  } catch (error) {
    refused = error;
  }
  expect(SluiceError.is(refused) && refused.code).toBe("API_REMOVED");
  expect((refused as Error).message).toContain("npx @sluice/codemod rewrites the calls");
});

test("the variable that silences warnings does not bring a removed method back", async () => {
  process.env["SLUICE_SILENCE_DEPRECATIONS"] = "1";
  try {
    expect(await warningsOf(() => runAsyncLegacy())).toEqual([]);
    expect(() => runAsyncLegacy(removed)).toThrow("it was removed");
  } finally {
    delete process.env["SLUICE_SILENCE_DEPRECATIONS"];
  }
});
