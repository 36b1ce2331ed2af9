import { expect, test } from "vitest";
import { dependencyClosure, type LockedPackages } from "./dependency-closure.ts";

const locked: LockedPackages = {
  "": {},
  "node_modules/@own/base": { link: true, resolved: "packages/base" },
  "packages/base": { version: "1.0.0", dependencies: { zod: "^4" } },
  "packages/top": { version: "1.0.0", dependencies: { "@own/base": "^1", parser: "^2" }, optionalDependencies: { mac: "^1" } },
  "node_modules/zod": { version: "4.0.0", license: "MIT" },
  "node_modules/parser": { version: "2.0.0", dependencies: { zod: "^3" } },
  "node_modules/parser/node_modules/zod": { version: "3.0.0" },
  "packages/broken": { dependencies: { gone: "^1" } },
};

test("the closure follows links, nested copies and leaves out what another platform needs", () => {
  const names = dependencyClosure(locked, "packages/top").map(({ name, version }) => `${name}@${version}`);
  expect(names).toEqual(["@own/base@1.0.0", "parser@2.0.0", "zod@3.0.0", "zod@4.0.0"]);
});

test("a dependency that is not locked is an error", () => {
  expect(() => dependencyClosure(locked, "packages/broken")).toThrow("package-lock.json has no gone for packages/broken");
});
