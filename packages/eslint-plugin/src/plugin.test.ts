import { readFileSync } from "node:fs";
import { runAsyncLegacyDeprecation, stageOfRelease } from "@sluice/core-events/deprecations";
import { expect, test } from "vitest";
import { plugin } from "./plugin.js";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { name: string; version: string };

test("recommended reports the legacy call as the deprecation's stage says", () => {
  const { lint } = stageOfRelease(runAsyncLegacyDeprecation);
  expect(plugin.configs.recommended.rules).toMatchObject({ "@sluice/no-legacy-run-async": lint, "@sluice/prefer-stream-events": "warn" });
  expect(plugin.configs["legacy-recommended"].rules).toEqual(plugin.configs.recommended.rules);
});

test("strict reports everything as an error", () => {
  const names = Object.keys(plugin.rules).map((name) => `@sluice/${name}`);
  expect(names).toEqual(expect.arrayContaining(["@sluice/no-legacy-run-async", "@sluice/prefer-stream-events"]));
  expect(plugin.configs.strict.rules).toEqual(Object.fromEntries(names.map((name) => [name, "error"])));
  expect(plugin.configs["legacy-strict"].rules).toEqual(plugin.configs.strict.rules);
});

test("flat configurations carry the plugin itself, eslintrc ones its name", () => {
  expect(plugin.configs.recommended.plugins["@sluice"]).toBe(plugin);
  expect(plugin.configs["legacy-strict"].plugins).toEqual(["@sluice"]);
});

test("the plugin says its package's name and version, as caches need it", () => {
  expect(plugin.meta).toEqual({ name: manifest.name, version: manifest.version, namespace: "@sluice" });
});

test("every rule of the plugin has a page, a schema and messages without a full stop", () => {
  for (const [name, { meta }] of Object.entries(plugin.rules)) {
    expect(readFileSync(new URL(`../../../docs/rules/${name}.md`, import.meta.url), "utf8")).toContain(`# ${name}\n`);
    expect(meta.schema).toMatchObject([{ type: "object", additionalProperties: false }]);
    for (const message of Object.values(meta.messages)) expect(message).not.toMatch(/\.$/);
  }
});
