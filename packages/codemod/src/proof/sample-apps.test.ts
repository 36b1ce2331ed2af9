import { describe, expect, test, vi } from "vitest";
import { runCodemod } from "../run-codemod.js";
import { openSampleApp } from "./testing/sample-app.js";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // compilers and child processes, on whatever else the machine does

/** What is left in an application without `--park`, and how many tests of its own it has. */
const APPS = [
  { name: "archive", shape: "project references and a path alias", tests: 9, left: [] },
  { name: "nightly-import", shape: "CommonJS with JSDoc", tests: 4, left: ["RECEIVER_UNKNOWN"] },
  { name: "dashboard", shape: "a service with TSX", tests: 4, left: ["NOT_A_CALL"] },
] as const;

describe.each(APPS)("$name: $shape", ({ name, tests, left }) => {
  test("its own tests pass before on 0.x, and fail if it is only upgraded", async () => {
    await using app = await openSampleApp(name);
    expect(await app.compile()).toEqual([]);
    expect(await app.test()).toEqual({ code: 0, passed: tests, failed: [] });
    await app.upgrade("1.x");
    expect((await app.compile()).length).toBeGreaterThan(0);
    expect((await app.test()).code).toBe(1);
  });

  test("after the codemod, new type errors stand only in files with something left over", async () => {
    await using app = await openSampleApp(name);
    const { sites } = await runCodemod({ root: app.root, write: true, allowDirty: true });
    const leftovers = sites.filter(({ state }) => state === "left");
    expect(leftovers.map(({ outcome }) => outcome.action === "leftover" && outcome.reason)).toEqual(left);
    await app.upgrade("1.x");
    const files = leftovers.map(({ site }) => site.path.slice(app.root.length + 1));
    expect((await app.compile()).filter((line) => /^\S/.test(line) && !files.some((file) => line.startsWith(file)))).toEqual([]);
  });

  test("with --park its own tests pass after on 1.x, without a type error, and a second run changes nothing", async () => {
    await using app = await openSampleApp(name);
    const before = await app.files();
    const { changes } = await runCodemod({ root: app.root, write: true, allowDirty: true, park: true });
    const after = await app.files();
    const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(changed.sort()).toEqual(changes.map(({ source }) => source.path.slice(app.root.length + 1)).sort());
    await app.upgrade("1.x");
    expect(await app.compile()).toEqual([]);
    expect(await app.test()).toEqual({ code: 0, passed: tests, failed: [] });
    await runCodemod({ root: app.root, write: true, allowDirty: true, park: true });
    expect(await app.files()).toEqual(after);
  });

  test("on an application that was upgraded first, --from 0.x --verify finds no new type error", async () => {
    await using app = await openSampleApp(name);
    const { changes } = await runCodemod({ root: app.root });
    await app.upgrade("1.x");
    const upgraded = await runCodemod({ root: app.root, from: "0.x", verify: true });
    expect(upgraded.typeFaults).toEqual([]);
    expect(upgraded.changes.map(({ text }) => text)).toEqual(changes.map(({ text }) => text));
  });
});
