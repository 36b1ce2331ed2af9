import { expect, test } from "vitest";
import { exportedSpecifiers, promisesRequire } from "./package-exports.ts";

const dual = { import: { default: "./dist/index.js" }, require: { default: "./dist/index.cjs" } };

test("exportedSpecifiers() names every module, without package.json and patterns", () => {
  const manifest = { name: "@sluice/x", version: "1.0.0", exports: { ".": dual, "./sub": dual, "./files/*": "./dist/*", "./package.json": "./package.json" } };
  expect(exportedSpecifiers(manifest)).toEqual(["@sluice/x", "@sluice/x/sub"]);
});

test("promisesRequire() tells dual packages from those for ESM only", () => {
  expect(promisesRequire({ name: "@sluice/x", version: "1.0.0", exports: { ".": dual } })).toBe(true);
  expect(promisesRequire({ name: "@sluice/x", version: "1.0.0", exports: { ".": { types: "./a.d.ts", default: "./a.js" } } })).toBe(false);
});
