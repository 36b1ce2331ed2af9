import { expect, test } from "vitest";
import { adapterExport } from "./adapter-export.js";

const adapter = { name: "feed", fetch: () => [], identify: String, parse: () => null };
const factory = (): unknown => adapter;
const other = (): unknown => null;

function choose(namespace: object, { exported = null, wanted = null }: { exported?: string | null; wanted?: string | null } = {}): string {
  return adapterExport(namespace, { specifier: "./feed.ts", export: exported, adapter: wanted }).name;
}

test.each<[string, object, Parameters<typeof choose>[1], string]>([
  ["the export that is named", { default: factory, feed: other }, { exported: "feed" }, "feed"],
  ["the one called as the adapter is", { default: other, clinicalTrials: factory }, { wanted: "clinical-trials" }, "clinicalTrials"],
  ["the default export", { default: adapter, helper: other }, {}, "default"],
  ["the only one that may be an adapter", { feed: factory, VERSION: 3, names: ["a"] }, {}, "feed"],
  ["a named one beside a default export that is none", { default: { a: 1 }, feed: factory }, {}, "feed"],
  ["a name inside module.exports", { default: { feed: factory }, "module.exports": { feed: factory } }, {}, "feed"],
])("adapterExport() takes %s", (_, namespace, choice, name) => {
  expect(choose(namespace, choice)).toBe(name);
});

test("adapterExport() sees through a transpiled default export", () => {
  const transpiled = { __esModule: true, default: factory, helper: other };
  expect(adapterExport({ default: transpiled }, { specifier: "x", export: null, adapter: null })).toEqual({ name: "default", value: factory });
});

test.each<[object, Parameters<typeof choose>[1], string]>([
  [{}, {}, "received no exports"],
  [{ a: factory, b: other, c: 3 }, {}, "expected a default export that is an adapter or a function that makes one, received a (a function), b (a function), c (a number)"],
  [{ default: factory }, { exported: "feed" }, "expected the export feed, received default (a function)"],
  [{ default: factory }, { exported: "constructor" }, "expected the export constructor"],
])("adapterExport() of %o with %o says what it found", (namespace, choice, message) => {
  expect(() => choose(namespace, choice)).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(message) as string }));
});
