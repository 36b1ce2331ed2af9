import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sampleReport } from "../testing/sample-report.js";
import { htmlReport } from "./html-report.js";

const HOSTILE = `</script><img src=x onerror="alert(1)">'\`&`;
const point = { commit: "abcdef0123456789", time: Date.UTC(2026, 0, 1), streaming: 1, eager: 0, legacy: 1, unresolved: 0, share: 0.5 };

function tagsOf(page: string): Set<string> {
  return new Set([...page.matchAll(/<\/?([a-z!][\w!-]*)/gi)].map((match) => match[1]!.toLowerCase()));
}

test("no name from a repository becomes markup", () => {
  const plain = htmlReport(sampleReport([{ kind: "legacy" }], { notes: ["n"], history: [point], skipped: [{ file: "f", reason: "r", message: "m" }] }));
  const hostile = htmlReport(
    sampleReport([{ kind: "legacy", file: HOSTILE, package: HOSTILE, directory: HOSTILE, owners: [HOSTILE] }], {
      notes: [HOSTILE],
      history: [{ ...point, commit: "<script>" }],
      skipped: [{ file: HOSTILE, reason: "<b>", message: HOSTILE }],
    }),
  );
  expect(tagsOf(hostile)).toEqual(tagsOf(plain));
  expect(hostile).not.toContain(HOSTILE);
  expect(hostile.match(/<\/script/g)).toHaveLength(1);
});

test("the page names nothing outside of itself, and its policy allows its own style and script alone", () => {
  const page = htmlReport(sampleReport([{}], { history: [point] }));
  expect(page).not.toMatch(/https?:|\bsrc=|href=|@import|url\(|style="/);
  const hashOf = (tag: string): string => `sha256-${createHash("sha256").update(new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)![1]!).digest("base64")}`;
  expect(page).toContain(`default-src 'none'; style-src '${hashOf("style")}'; script-src '${hashOf("script")}'; base-uri 'none'; form-action 'none'`);
});

test("the trend has a text, a point with its figures for each commit, and the same figures as a table", () => {
  const page = htmlReport(sampleReport([{}], { history: [point, { ...point, time: Date.UTC(2026, 6, 1), share: 1 }, { ...point, share: null }] }));
  expect(page).toContain("Share of streaming sites from 2026-01-01 (50 %) to 2026-07-01 (100 %)");
  expect(page.match(/<circle/g)).toHaveLength(2);
  expect(page).toContain("<title>2026-01-01 · abcdef01 · 50 %</title>");
  expect(page).toContain("<caption>Sites at each commit</caption>");
});

test.each([[[]], [[point]], [[{ ...point, share: null }]]])("a history of %# is drawn without a number that is none", (history) => {
  expect(htmlReport(sampleReport([], { history, owners: null }))).not.toMatch(/NaN|undefined|Infinity/);
});

test("both colour schemes and the language are declared", () => {
  const page = htmlReport(sampleReport([]));
  expect(page).toContain('<html lang="en">');
  expect(page).toContain("prefers-color-scheme: dark");
  expect(page).toContain("No sites");
});
