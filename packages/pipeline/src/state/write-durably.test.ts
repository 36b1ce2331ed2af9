import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type * as fileSystem from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { writeDurably } from "./write-durably.js";

/** What has been asked of the file system, and which request it refuses. */
const disk = vi.hoisted(() => ({ calls: [] as string[], failAt: Infinity }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof fileSystem>();
  const ask = (name: string): void => {
    if (disk.calls.push(name) === disk.failAt) throw Object.assign(new Error(`EIO: i/o error, ${name}`), { code: "EIO" });
  };
  const open = async (...parameters: Parameters<typeof real.open>) => {
    ask("open");
    const file = await real.open(...parameters);
    const guarded = (name: "writeFile" | "sync" | "close") => {
      const action = file[name].bind(file) as (...values: unknown[]) => Promise<void>;
      return async (...values: unknown[]) => {
        if (name === "close") await action();
        ask(name);
        if (name !== "close") await action(...values);
      };
    };
    return { writeFile: guarded("writeFile"), sync: guarded("sync"), close: guarded("close") };
  };
  const rename = async (...parameters: Parameters<typeof real.rename>) => {
    ask("rename");
    await real.rename(...parameters);
  };
  return { ...real, open, rename };
});

beforeEach(() => {
  disk.calls = [];
  disk.failAt = Infinity;
});

const steps = ["open", "writeFile", "sync", "close", "rename", "open", "sync", "close"];

test("a file is written, synced and only then put in its place, and the directory is synced", async () => {
  const path = join(temporaryDirectory(), "file");
  await writeDurably(path, "new");
  expect(disk.calls).toEqual(steps);
  expect(readFileSync(path, "utf8")).toBe("new");
});

test.each(steps.map((name, n) => [name, n + 1] as const))("B18 where %s fails (request %i), the error is told, nothing is tried again, and the file is whole, old or new", async (name, failAt) => {
  const directory = temporaryDirectory();
  const path = join(directory, "file");
  writeFileSync(path, "old");
  disk.failAt = failAt;
  await expect(writeDurably(path, "new")).rejects.toThrow(`EIO: i/o error, ${name}`);
  expect(readFileSync(path, "utf8")).toBe(failAt <= 5 ? "old" : "new");
  expect(disk.calls.slice(failAt).filter((call) => call !== "close")).toEqual([]);
  expect(readdirSync(directory).every((file) => file === "file" || file === "file.tmp")).toBe(true);
});
