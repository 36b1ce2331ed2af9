import { expect, test } from "vitest";
import { labelLimits, metricCatalogue, type MetricDefinition } from "./metric-catalogue.js";

const metrics = Object.values<MetricDefinition>(metricCatalogue);

test("names are unique and begin with sluice_", () => {
  const names = metrics.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^sluice_[a-z]+(_[a-z]+)*$/);
});

test("counters alone end in _total", () => {
  for (const { name, type } of metrics) expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
});

test("seconds and bytes are named in the metric", () => {
  for (const { name, unit } of metrics) {
    if (unit === "seconds" || unit === "bytes") expect(name).toMatch(new RegExp(`_${unit}(_total)?$`));
    else expect(name).not.toMatch(/_(seconds|bytes)/);
  }
});

test("histograms alone have buckets, which grow", () => {
  for (const { name, type, buckets } of metrics) {
    expect([name, buckets !== undefined]).toEqual([name, type === "histogram"]);
    expect(buckets ?? []).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
  }
});

test("every label has a bound, and no metric may have more than 3,000 series", () => {
  for (const { name, labels } of metrics) {
    const limits = labels.map((label) => (labelLimits as Record<string, number>)[label] ?? Infinity);
    expect([name, limits.reduce((product, limit) => product * (limit + 1), 1) <= 3_000]).toEqual([name, true]);
  }
});

test("no label names a document or a run", () => {
  for (const { labels } of metrics) expect(labels.filter((label) => /doc|run|url|id$/.test(label))).toEqual([]);
});

test("help is one sentence without a full stop", () => {
  for (const { help } of metrics) expect(help).toMatch(/^[A-Z][^\n]*[^.]$/);
});
