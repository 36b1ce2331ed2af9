import Ajv from "ajv";
import { expect, test } from "vitest";
import { sampleResult } from "../testing/sample-result.js";
import { jsonReport } from "./json-report.js";
import { reportJsonSchema } from "./report-json-schema.js";

function faults(report: string): unknown {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(reportJsonSchema, JSON.parse(report));
  return ajv.errors;
}

test("jsonReport() is what its schema says, in a dry run, after writing and after verifying", async () => {
  expect(faults(jsonReport(await sampleResult()))).toBeNull();
  expect(faults(jsonReport(await sampleResult(undefined, { write: true, park: true })))).toBeNull();
  const verified = await sampleResult({ "a.ts": "declare function fetchAll(): void;\nfetchAll();\nexport {};" }, { verify: true });
  expect(verified.typeFaults).toHaveLength(1);
  expect(faults(jsonReport(verified))).toBeNull();
});

test("jsonReport() has a schema that refuses what it does not know", async () => {
  const report = JSON.parse(jsonReport(await sampleResult())) as object;
  expect(faults(JSON.stringify({ ...report, extra: 1 }))).not.toBeNull();
  expect(faults(JSON.stringify({ ...report, version: 2 }))).not.toBeNull();
});

test("jsonReport() says where each site is and what became of it", async () => {
  expect(JSON.parse(jsonReport(await sampleResult()))).toMatchObject({
    migration: "rename-calls",
    mode: "dry-run",
    exitCode: 1,
    counts: { files: 4, withWords: 3, sites: 4, remaining: 3 },
    sites: [
      { path: "a dir/one.ts", line: 2, column: 1, state: "rewritten", target: "loop" },
      { path: "a dir/one.ts", line: 3, column: 2, state: "rewritten" },
      { path: "three.ts", kind: "streaming", state: "kept" },
      { path: "two.ts", state: "left", reason: "NOT_A_CALL", suggestion: "call it" },
    ],
    changes: [{ path: "a dir/one.ts", sites: 2 }],
    skipped: [{ path: "four.ts", reason: "ENCODING" }],
  });
});

test("jsonReport() spells out what a terminal would act upon", async () => {
  const report = jsonReport(await sampleResult({ "a\u009b.ts": "fetchAll(); // \u001b[2J \u009b2J \u202e\n" }));
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(JSON.parse(report)).toMatchObject({ changes: [{ path: "a\u009b.ts", diff: expect.stringContaining("\u001b[2J \u009b2J \u202e") as unknown }] });
});
