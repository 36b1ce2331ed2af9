import { expect, test } from "vitest";
import { adoptionReportSchema } from "../scan/adoption-report.js";
import { sampleReport } from "../testing/sample-report.js";
import { formatReport } from "./report-formats.js";

const legacy = { kind: "legacy", method: "runAsyncLegacy" } as const;
const report = sampleReport([{ package: "a|b" }, {}, { ...legacy, file: "src/\u001b[31mred`.ts", owners: ["@org/team"] }, { kind: "unresolved" }, { ...legacy, isTest: true }]);

test("the table shows the share, the groups and the sites to migrate, safe for a terminal", async () => {
  const text = await formatReport(report, "table");
  expect(text).toContain("Streaming 66.6 %  █████████████░░░░░░░\n2 streaming, 1 legacy; not in the share: 0 eager, 1 unresolved, 1 in tests\n");
  expect(text).toMatch(/^Owner +share +streaming +eager +legacy +unresolved +tests$/m);
  expect(text).toContain("Legacy sites\n  src/\\u001b[31mred`.ts:1:1  runAsyncLegacy  @org/team\n");
  expect(text).toContain("Note: 1 site could not be told and may be legacy");
  expect(text).not.toContain("\u001b");
});

test("long lists of sites are cut, and say so", async () => {
  const many = sampleReport(Array.from({ length: 60 }, () => legacy));
  expect(await formatReport(many, "table")).toContain("  and 40 more, which --format json lists");
  expect(await formatReport(many, "markdown")).toContain("- and 10 more");
});

test("Markdown keeps names in code spans that they cannot end, also in tables", async () => {
  const text = await formatReport(report, "markdown");
  expect(text).toContain("| `a\\|b` | 100 % | 1 | 0 | 0 | 0 | 0 |");
  expect(text).toContain("- ``src/\\u001b[31mred`.ts:1`` runAsyncLegacy");
  expect(text).toContain("`@org/team`");
});

test("JSON is the report, whole", async () => {
  expect(adoptionReportSchema.parse(JSON.parse(await formatReport(report, "json")))).toEqual(report);
});

test("the badge says the share, in a colour for each range", async () => {
  const badges = await Promise.all([[{}], [{}, {}, {}, {}, legacy], [{}, legacy], [legacy], []].map((sites) => formatReport(sampleReport(sites), "badge")));
  expect(badges.map((svg) => /^<svg [^>]*aria-label="streaming: ([^"]*)"[^]*<\/svg>\n$/.exec(svg)?.[1])).toEqual(["100 %", "80 %", "50 %", "0 %", "no sites"]);
  expect(new Set(badges.flatMap((svg) => svg.match(/<rect x="65"[^>]*fill="(#\w+)"/)?.[1] ?? [])).size).toBe(5);
});

test("figures told by syntax, and those with eager calls counted, say so", async () => {
  const text = await formatReport(sampleReport([{ kind: "eager" }], { detection: "syntax", countEager: true, skipped: [{ file: "a", reason: "r", message: "m" }] }), "table");
  expect(text).toContain("0 streaming, 1 eager, 0 legacy; not in the share: 0 unresolved");
  expect(text).toContain("Note: 1 file was not looked at\nNote: Receivers were told by imports and syntax alone, without types\n");
});
