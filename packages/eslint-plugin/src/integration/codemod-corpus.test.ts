import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type LintReport, lintText } from "../testing/lint-text.js";
import { makeProject } from "../testing/make-project.js";
import { resolveTool } from "../testing/resolve-tool.js";
import { runScript } from "../testing/run-process.js";

const codemod = fileURLToPath(new URL("../../../codemod/", import.meta.url));

/** A site as the codemod reports it. */
interface CodemodSite {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: "streaming" | "eager" | "legacy" | "unresolved";
  readonly target?: string;
}

test.for(["0.x", "1.x"] as const)("with the types of %s, the rule reports the uses in the corpus that the codemod counts as legacy", { timeout: 120_000 }, async (contract) => {
  using project = makeProject(contract === "0.x" ? "missing" : "1.x");
  const cases = layOut(project.root, contract);
  const { stdout, stderr } = await runScript(join(codemod, "dist/bin.js"), ["--json", "."], { cwd: project.root });
  if (stdout === "") throw new Error(stderr);
  const { sites } = JSON.parse(stdout) as { sites: readonly CodemodSite[] };
  for (const path of cases) {
    const text = readFileSync(join(project.root, path), "utf8").replace(/^\ufeff/, "");
    const legacy = sites.filter((site) => site.path === path && site.kind === "legacy" && isUse(text, site));
    const reports = lintText(text, { rule: "no-legacy-run-async", root: project.root, filename: path });
    expect(reports.map(({ line }) => line), path).toEqual(legacy.map(({ line }) => line));
    const fixed = reports.filter(({ fixed: after }) => after !== null).map(({ line }) => line);
    expect(legacy.filter(({ target }) => target === "loop").map(({ line }) => line), path).toEqual(expect.arrayContaining(fixed));
  }
});

test("without types, the rule reports nothing in the corpus that the codemod does not count as legacy, and most of what it does", { timeout: 120_000 }, async () => {
  using project = makeProject("missing");
  const cases = layOut(project.root, "0.x");
  const { stdout } = await runScript(join(codemod, "dist/bin.js"), ["--json", "."], { cwd: project.root });
  const { sites } = JSON.parse(stdout) as { sites: readonly CodemodSite[] };
  const legacy = new Set(sites.filter(({ kind }) => kind === "legacy").map(({ path, line }) => `${path}:${line}`));
  const reported = cases.flatMap((path) => {
    const text = readFileSync(join(project.root, path), "utf8");
    return lintText(text, { rule: "no-legacy-run-async", filename: path, options: { from: "0.x" } }).map(({ line }) => `${path}:${line}`);
  });
  expect(reported.filter((site) => !legacy.has(site))).toEqual([]);
  expect(reported.length / legacy.size).toBeGreaterThan(0.5);
});

test("the first suggestion of every report in the corpus type-checks on 1.x", { timeout: 120_000 }, async () => {
  using before = makeProject("missing");
  using after = makeProject("1.x");
  const changed = new Set<string>();
  const cases = layOut(before.root, "0.x");
  layOut(after.root, "0.x", "1.x");
  for (const path of cases) {
    if (existsSync(join(before.root, dirname(path), "tsconfig.json"))) continue; // has options of its own
    const text = readFileSync(join(before.root, path), "utf8").replace(/^\ufeff/, "");
    if (text.includes("// expect: leftover")) continue; // has more in it than calls
    const migrated = applyFirst(text, (current) => lintText(current, { rule: "no-legacy-run-async", root: before.root, filename: path }));
    if (migrated === null) continue;
    changed.add(path);
    writeFileSync(join(after.root, path), migrated);
  }
  const { stdout } = await runScript(join(resolveTool("typescript"), "bin/tsc"), ["-p", ".", "--pretty", "false"], { cwd: after.root });
  expect(stdout.split("\n").filter((line) => changed.has(line.split("(")[0] ?? ""))).toEqual([]);
  expect(changed.size).toBeGreaterThan(100);
});

/** The text with the first suggestion of each report applied, one after the other; null if a report has none. */
function applyFirst(text: string, lint: (text: string) => readonly LintReport[]): string | null {
  for (let current = text, left = 50; left > 0; left -= 1) {
    const [report] = lint(current);
    if (report === undefined) return current === text ? null : current;
    const [suggested] = Object.values(report.suggestions);
    if (suggested === undefined) return null;
    current = suggested;
  }
  throw new Error("Cannot apply the suggestions: expected an end of them, received ever more");
}

/** Whether a site takes the method from a pipeline by its name; what overrides it, stands in for it or names its type is the codemod's to list. */
function isUse(text: string, { line, column }: CodemodSite): boolean {
  const lines = text.split("\n");
  const before = [...lines.slice(0, line - 1), (lines[line - 1] ?? "").slice(0, column - 1)].join("\n").replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
  const rest = (lines[line - 1] ?? "").slice(column - 1);
  if (/\.\s*$/.test(before)) return true;
  if (/\[\s*$/.test(before)) return /^["'`]/.test(rest) && !/\b[A-Z]\w*\[\s*$/.test(before); // a type is written with a capital
  return /^\w+\s*(:\s*\w+\s*)?[,}]/.test(rest) && /[{,]\s*$/.test(before);
}

/** Lays the cases of one contract out as a project, with the types of either, and returns their paths. */
function layOut(root: string, contract: "0.x" | "1.x", installed = contract): readonly string[] {
  const corpus = join(codemod, "corpus");
  cpSync(join(corpus, "harness"), join(root, "harness"), { recursive: true });
  const link = (target: string, name: string): void => {
    mkdirSync(dirname(join(root, "node_modules", name)), { recursive: true });
    symlinkSync(target, join(root, "node_modules", name), "junction");
  };
  if (installed === "0.x") link(join(corpus, "legacy-pipeline"), "@sluice/pipeline");
  link(join(codemod, "../core-events"), "@sluice/core-events");
  link(join(corpus, "job-runner"), "job-runner");
  for (const name of ["@types/node", "undici-types"]) link(resolveTool(name), name);
  const wanted: string[] = [];
  for (const path of globSync("cases/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}", { cwd: corpus }).map((path) => path.replaceAll("\\", "/"))) {
    const text = readFileSync(join(corpus, path), "utf8");
    const isCase = /^\ufeff?\/\/ corpus:/m.test(text);
    if (isCase && (/^\/\/ contract: 1\.x/m.test(text) ? "1.x" : "0.x") !== contract) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(corpus, path), join(root, path));
    if (isCase) wanted.push(path);
  }
  const tsconfig = JSON.parse(readFileSync(join(corpus, "tsconfig.cases.json"), "utf8")) as object;
  const files = [...wanted, "harness/env.ts", "harness/h.ts"]; // named one by one, since a pattern leaves out a.js beside a.ts
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ ...tsconfig, include: [], exclude: [], files }));
  return wanted;
}
