import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricCatalogue, type MetricDefinition } from "@sluice/metrics";
import { expect, test } from "vitest";
import { dashboardJson } from "./grafana/dashboard.ts";
import { PANEL_ROWS } from "./grafana/panels.ts";
import { exposedNames, labelsOf, namesIn } from "./metric-names.ts";

const here = import.meta.dirname;
const rules = readFileSync(join(here, "prometheus/alerts.yml"), "utf8");
const ruleTests = readFileSync(join(here, "prometheus/alerts.test.yml"), "utf8");
const panels = PANEL_ROWS.flatMap((row) => row.panels);
const expressions = panels.flatMap(({ queries }) => queries.map(({ expr }) => expr));

test("the dashboard in the repository is the one that the catalogue gives; else run npm run docs", () => {
  expect(readFileSync(join(here, "grafana/sluice.json"), "utf8")).toBe(dashboardJson());
});

test("the dashboard asks for metrics of the catalogue alone, and for each of them", () => {
  const names = namesIn(expressions.join(" "));
  expect(names.filter((name) => !exposedNames().has(name))).toEqual([]);
  const asked = new Set(names.map((name) => name.replace(/_(bucket|sum|count)$/, "")));
  expect(Object.values<MetricDefinition>(metricCatalogue).filter(({ name }) => !asked.has(name))).toEqual([]);
});

test("the dashboard filters by labels that its metrics have", () => {
  const wrong = expressions.flatMap((expr) =>
    [...expr.matchAll(/(sluice_[a-z_]+)\{([^}]*)\}/g)].flatMap(([, name = "", filters = ""]) =>
      [...filters.matchAll(/(\w+)(?:=|!)/g)].map(([, label = ""]) => label).filter((label) => !labelsOf(name).has(label)).map((label) => `${name} has no ${label}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("panels do not overlap", () => {
  interface Placed { readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } }
  const { panels: placed } = JSON.parse(dashboardJson()) as { panels: readonly Placed[] }; // what dashboardJson() has just written
  const taken = new Set<string>();
  for (const { gridPos: { x, y, w, h } } of placed) {
    for (let column = x; column < x + w; column += 1) {
      for (let line = y; line < y + h; line += 1) {
        expect(taken.has(`${column} ${line}`)).toBe(false);
        taken.add(`${column} ${line}`);
      }
    }
    expect(x + w).toBeLessThanOrEqual(24);
  }
});

test("alert rules and their tests name metrics of the catalogue alone", () => {
  const unknown = namesIn(`${rules}\n${ruleTests}`).filter((name) => !exposedNames().has(name));
  expect(unknown).toEqual([]);
});

test("every alert has a test that expects it", () => {
  const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name = ""]) => name);
  const expected = new Set([...ruleTests.matchAll(/alertname: (\w+)\s+exp_alerts:\s+- exp_labels/g)].map(([, name = ""]) => name));
  expect(alerts.length).toBeGreaterThan(10);
  expect(alerts.filter((name) => !expected.has(name))).toEqual([]);
});

test("every alert is in docs/observability.md", () => {
  const page = readFileSync(join(here, "../../docs/observability.md"), "utf8");
  const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name = ""]) => name);
  expect(alerts.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
