import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { plugin } from "../plugin.js";
import type { RuleName } from "../rules/all-rules.js";
import { lintText } from "../testing/lint-text.js";
import { makeProject } from "../testing/make-project.js";

const project = makeProject("1.x", { "example.ts": "", "script.js": "" });
afterAll(() => project[Symbol.dispose]());

interface Example {
  readonly heading: string;
  readonly language: string;
  readonly code: string;
}

/** The code blocks of a page, each with the heading above it. */
function examplesOf(page: string): readonly Example[] {
  const sections = page.split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const [heading = ""] = section.split("\n");
    return [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""]) => ({ heading, language, code }));
  });
}

for (const rule of Object.keys(plugin.rules) as RuleName[]) {
  const page = readFileSync(new URL(`../../../../docs/rules/${rule}.md`, import.meta.url), "utf8");
  const examples = examplesOf(page);
  const lint = ({ code, language }: Example, typed: boolean): number => lintText(code, { rule, filename: language === "js" ? "script.js" : "example.ts", ...(typed && { root: project.root }) }).length;

  test(`the page of ${rule} shows at least three wrong and three right examples`, () => {
    for (const heading of ["Wrong", "Right"]) expect(examples.filter((example) => example.heading === heading).length).toBeGreaterThanOrEqual(3);
  });

  test(`${rule} reports every wrong example of its page once, with types and without`, () => {
    for (const example of examples.filter(({ heading }) => heading === "Wrong")) {
      expect([lint(example, true), lint(example, false)], example.code).toEqual([1, 1]);
    }
  });

  test(`${rule} reports no right example of its page`, () => {
    for (const example of examples.filter(({ heading }) => heading === "Right")) {
      expect([lint(example, true), lint(example, false)], example.code).toEqual([0, 0]);
    }
  });

  test(`the page of ${rule} names every option, with its default`, () => {
    const shown = examples.find(({ heading }) => heading === "Options");
    const { meta } = plugin.rules[rule];
    expect(JSON.parse(shown?.code ?? "")).toEqual(meta.defaultOptions[0]);
    const [schema] = meta.schema as readonly { readonly properties?: object }[];
    for (const name of Object.keys(schema?.properties ?? {})) expect(page).toContain(`- \`${name}\`: `);
    expect(meta.docs.url).toContain(`/docs/rules/${rule}.md`);
  });
}
