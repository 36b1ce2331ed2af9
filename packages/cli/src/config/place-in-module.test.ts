import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { placeInModule } from "./place-in-module.js";

test("a stack that names the file tells the line", async () => {
  const error = Object.assign(new Error("boom"), { stack: "Error: boom\n    at file:///tmp/sluice.config.mjs:12:7\n    at run (node:internal)" });
  expect(await placeInModule("/tmp/sluice.config.mjs", error)).toBe(" at line 12");
});

test("of a syntax error that names nothing the line is found by checking the file", async () => {
  const file = join(await temporaryDirectory(), "sluice.config.mjs");
  await writeFile(file, 'export default {\n  adapter: : "csv" };');
  expect(await placeInModule(file, new SyntaxError("Unexpected token ':'"))).toBe(" at line 2");
});

test("where nobody knows, nothing is said", async () => {
  expect(await placeInModule("/tmp/sluice.config.mjs", new Error("boom"))).toBe("");
  expect(await placeInModule("/tmp/sluice.config.mjs", "thrown text")).toBe("");
});
