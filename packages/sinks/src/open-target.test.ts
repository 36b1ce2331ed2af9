import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { jsonlSink } from "./jsonl.js";
import { checkpointOf, documentOf } from "./testing/sample-documents.js";
import { errorWithCode } from "./testing/error-with-code.js";
import { temporaryPath } from "./testing/temporary-path.js";

const NOBODY = 65_534;

async function refusal(path: string): Promise<string> {
  const error = await errorWithCode(jsonlSink({ path }).open({ position: null }), "SINK_UNWRITABLE");
  expect(error.context["path"]).toBe(path);
  expect(error.message).toMatch(`Cannot open ${path} for writing: `);
  return error.message;
}

/** Runs as a user without privileges, because no permission stops root. */
async function unprivileged(path: string, action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) {
    await action();
    return;
  }
  if (process.seteuid === undefined) throw new Error("Cannot drop privileges: tests must run in processes, not in threads");
  chownSync(dirname(path), NOBODY, NOBODY);
  process.seteuid(NOBODY);
  try {
    await action();
  } finally {
    process.seteuid(0);
  }
}

test("a missing directory is refused", async () => {
  expect(await refusal(join(temporaryPath("missing"), "a.jsonl"))).toContain("the directory does not exist (ENOENT)");
});

test("a file where a directory should be is refused", async () => {
  const path = temporaryPath("file");
  writeFileSync(path, "");
  expect(await refusal(join(path, "a.jsonl"))).toContain("a part of the path is not a directory (ENOTDIR)");
});

test("a directory is refused", async () => {
  const path = temporaryPath("directory");
  mkdirSync(path);
  expect(await refusal(path)).toContain("it must be a regular file, received a directory");
});

test("a pipe is refused without waiting for its other end", async () => {
  const path = temporaryPath("pipe");
  execFileSync("mkfifo", [path]);
  const begin = performance.now();
  expect(await refusal(path)).toContain("it must be a regular file, received a pipe");
  expect(performance.now() - begin).toBeLessThan(2_000);
});

test.runIf(process.platform === "linux")("/dev/full is refused", async () => {
  expect(await refusal("/dev/full")).toContain("it must be a regular file, received a device");
});

test("a socket is refused", async () => {
  const path = temporaryPath("socket");
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(path, resolve));
  expect(await refusal(path)).toContain("received a socket");
});

test("a symbolic link is not followed, and what it points to is left alone", async () => {
  const path = temporaryPath("link");
  const secret = temporaryPath("secret");
  writeFileSync(secret, "keep\n");
  symlinkSync(secret, path);
  expect(await refusal(path)).toContain("received a symbolic link, which is not followed");
  expect(readFileSync(secret, "utf8")).toBe("keep\n");
});

test("a dangling symbolic link is not followed, and nothing is created behind it", async () => {
  const path = temporaryPath("link");
  const elsewhere = temporaryPath("elsewhere");
  symlinkSync(elsewhere, path);
  expect(await refusal(path)).toContain("received a symbolic link, which is not followed");
  expect(readdirSync(dirname(elsewhere))).toEqual([]);
});

test("a link swapped in after the first look is not followed either", async () => {
  const path = temporaryPath("link");
  const { lstat, open } = await import("node:fs/promises");
  const { openTarget } = await import("./open-target.js");
  symlinkSync(temporaryPath("elsewhere"), path);
  const lookAtTarget = (async () => await lstat(import.meta.filename)) as unknown as typeof lstat; // what an attacker would show
  await expect(openTarget(path, { lstat: lookAtTarget, open })).rejects.toThrow("a symbolic link, which is not followed (ELOOP)");
});

test("a file that may not be written is refused", async () => {
  const path = temporaryPath("a.jsonl");
  writeFileSync(path, "");
  chmodSync(path, 0o444);
  await unprivileged(path, async () => expect(await refusal(path)).toContain("permission denied (EACCES)"));
});

test("a directory that may not be written is refused, and nothing is created in it", async () => {
  const path = temporaryPath("a.jsonl");
  chmodSync(dirname(path), 0o555);
  await unprivileged(path, async () => expect(await refusal(path)).toContain("permission denied (EACCES)"));
  expect(readdirSync(dirname(path))).toEqual([]);
});

test("a name that is too long is refused", async () => {
  expect(await refusal(temporaryPath("x".repeat(5_000)))).toContain("the name is too long (ENAMETOOLONG)");
});

test.each([[0o022, 0o600], [0o000, 0o600], [0o277, 0o400]])("under umask %o a file is created with mode %o", async (umask, mode) => {
  const before = process.umask(umask);
  onTestFinished(() => void process.umask(before));
  const path = temporaryPath("a.jsonl");
  chmodSync(dirname(path), 0o700);
  await using sink = await jsonlSink({ path }).open({ position: null });
  await sink.write([documentOf(1)]);
  await sink.commit(checkpointOf(1));
  expect(statSync(path).mode & 0o777).toBe(mode);
});
