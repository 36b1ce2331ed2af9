import Ajv from "ajv";
import { expect, test } from "vitest";
import { applyEdits } from "../files/apply-edits.js";
import { SAMPLE_FILES, sampleResult } from "../testing/sample-result.js";
import { sarifReport } from "./sarif-report.js";
import { sarifSubset } from "../testing/sarif-subset.js";

interface Log {
  readonly runs: readonly [{ readonly tool: { readonly driver: { readonly rules: readonly { id: string }[] } }; readonly results: readonly Result[] }];
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { uri: string }; readonly region: object } }];
  readonly fixes?: readonly [{ readonly artifactChanges: readonly [{ readonly replacements: readonly Replacement[] }] }];
}
interface Replacement {
  readonly deletedRegion: { readonly charOffset: number; readonly charLength: number };
  readonly insertedContent: { readonly text: string };
}

async function sampleLog(): Promise<Log> {
  return JSON.parse(sarifReport(await sampleResult())) as Log; // our own log, of this shape
}

test("sarifReport() has the properties that SARIF 2.1.0 demands, and no others", async () => {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(sarifSubset, await sampleLog());
  expect(ajv.errors).toBeNull();
});

test("sarifReport() reports what remains, by paths that are URIs", async () => {
  const { runs: [{ results }] } = await sampleLog();
  const places = results.map(({ level, ruleId, locations: [{ physicalLocation }] }) => [level, ruleId, physicalLocation.artifactLocation.uri, physicalLocation.region]);
  expect(places).toEqual([
    ["note", "REWRITE_LOOP", "a%20dir/one.ts", { startLine: 2, startColumn: 1, endColumn: 9 }],
    ["note", "REWRITE_LOOP", "a%20dir/one.ts", { startLine: 3, startColumn: 2, endColumn: 10 }],
    ["warning", "NOT_A_CALL", "two.ts", { startLine: 1, startColumn: 11, endColumn: 19 }],
  ]);
});

test("sarifReport() points each result at its rule", async () => {
  const { runs: [{ tool, results }] } = await sampleLog();
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]).toEqual({ id: ruleId });
});

test("sarifReport() carries fixes that rewrite the file", async () => {
  const { runs: [{ results }] } = await sampleLog();
  const replacements = results.flatMap(({ fixes }) => fixes?.[0].artifactChanges[0].replacements ?? []);
  const edits = replacements.map(({ deletedRegion: { charOffset, charLength }, insertedContent }) => ({ start: charOffset, end: charOffset + charLength, newText: insertedContent.text }));
  const text = SAMPLE_FILES["a dir/one.ts"].slice(1); // offsets count from behind the byte order mark
  expect(applyEdits(text, edits)).toBe(text.replaceAll("fetchAll", "fetchEach"));
});
