import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { StoredCheckpoint } from "@sluice/core-events";
import { expect, test } from "vitest";
import { errorWithCode } from "../testing/error-with-code.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";
import { inspectStateDirectory } from "./inspect-state-directory.js";
import { ownIdentity, type ProcessIdentity } from "./process-identity.js";
import { openStateDirectory } from "./state-directory.js";

const checkpoint: StoredCheckpoint = {
  version: 1, runId: "r1", adapter: "numbers", timestamp: 1, cursor: null, lowWaterMark: 0, finished: { count: 0, ahead: [] },
  completed: 0, failed: 0, generation: 0, status: "running", reason: null, fingerprint: {}, positions: {},
};

/** A state directory whose lock belongs to somebody, with its last heartbeat some seconds ago. */
async function lockedBy(owner: Partial<ProcessIdentity> | string, { secondsAgo = 0 } = {}): Promise<string> {
  const path = temporaryDirectory();
  const lock = join(path, "lock");
  writeFileSync(lock, typeof owner === "string" ? owner : JSON.stringify({ ...(await ownIdentity()), token: "other", ...owner }));
  const at = Date.now() / 1000 - secondsAgo;
  utimesSync(lock, at, at);
  return path;
}

async function deadPid(): Promise<number> {
  const child = spawn("true");
  await once(child, "close");
  return child.pid as number; // it was spawned
}

test("what is stored is there again when the directory is opened again, readable by its owner only", async () => {
  const path = join(temporaryDirectory(), "deep", "state");
  {
    await using state = await openStateDirectory(path);
    await state.save(checkpoint);
    await state.writeSettings({ adapter: "numbers" });
    expect(readdirSync(path).sort()).toEqual(["checkpoint-a.json", "lock", "settings.json"]);
    for (const name of readdirSync(path)) expect(statSync(join(path, name)).mode & 0o777).toBe(0o600);
  }
  expect(await inspectStateDirectory(path)).toEqual({ checkpoint, settings: { adapter: "numbers" }, lock: null });
  await using state = await openStateDirectory(path);
  expect([await state.load(), await state.readSettings()]).toEqual([checkpoint, { adapter: "numbers" }]);
  await state.reset();
  expect([await state.load(), await state.readSettings()]).toEqual([null, null]);
});

test("B9 a directory that is open is refused, also inside one process", async () => {
  const path = temporaryDirectory();
  await using state = await openStateDirectory(path);
  const error = await errorWithCode(openStateDirectory(path), "STATE_LOCKED");
  expect(error.message).toBe(`Cannot lock ${join(path, "lock")}: process ${process.pid} on ${hostname()} holds it`);
  expect(await inspectStateDirectory(path)).toMatchObject({ lock: { pid: process.pid, alive: true } });
  await state.assertHeld();
});

test("B10 the lock of a dead process, of a reused number, of a zombie and of an earlier boot is taken over", async () => {
  const zombie = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 5"], { stdio: ["ignore", "pipe", "ignore"] });
  const [output] = (await once(zombie.stdout, "data")) as [Buffer];
  while (!readFileSync(`/proc/${String(output).trim()}/stat`, "utf8").includes(") Z ")) await new Promise((resolve) => setTimeout(resolve, 5));
  const owners = [{ pid: await deadPid() }, { startTime: "1" }, { pid: Number(output), startTime: null }, { bootId: "another" }];
  for (const owner of owners) {
    const path = await lockedBy(owner);
    await using state = await openStateDirectory(path);
    await state.save(checkpoint);
    expect(readdirSync(path).filter((name) => name.startsWith("lock"))).toEqual(["lock"]);
  }
  zombie.kill();
});

test("B10 the lock of another host is respected while its heartbeat is fresh, and taken over after a minute of silence", async () => {
  const fresh = await lockedBy({ hostname: "elsewhere" });
  const error = await errorWithCode(openStateDirectory(fresh), "STATE_LOCKED");
  expect(error.message).toMatch(/on elsewhere holds it; if that host is gone, try again in \d+ s$/);
  await using state = await openStateDirectory(await lockedBy({ hostname: "elsewhere" }, { secondsAgo: 61 }));
  await state.assertHeld();
});

test.each([[""], ["{"], ['{"pid":1}']])("B10 a lock file that holds %j is explained while it is new, and taken over when it is not", async (content) => {
  const error = await errorWithCode(openStateDirectory(await lockedBy(content)), "STATE_LOCKED");
  expect(error.message).toContain("another process seems to be creating it");
  await using state = await openStateDirectory(await lockedBy(content, { secondsAgo: 6 }));
  await state.assertHeld();
});

test("B10 of many that open at once over a dead owner's lock exactly one succeeds, and holds it", async () => {
  const pid = await deadPid();
  for (let round = 0; round < 40; round += 1) {
    const path = await lockedBy({ pid });
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => openStateDirectory(path)));
    const open = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(open).toHaveLength(1);
    await open[0]?.assertHeld();
    await open[0]?.[Symbol.asyncDispose]();
    expect(readdirSync(path)).toEqual([]);
  }
});

test("B10 the marker of a process that was killed while it took a lock over stands in nobody's way", async () => {
  const pid = await deadPid();
  const path = await lockedBy({ pid });
  writeFileSync(join(path, "lock.other.taking"), readFileSync(join(path, "lock")));
  await using state = await openStateDirectory(path);
  await state.assertHeld();
  expect(readdirSync(path)).toEqual(["lock"]);
});

test("B16 whoever has lost the lock saves nothing, and leaves the new owner's lock alone", async () => {
  const path = temporaryDirectory();
  const state = await openStateDirectory(path);
  const taken = JSON.stringify({ ...(await ownIdentity()), token: "taker" });
  writeFileSync(join(path, "lock"), taken);
  await errorWithCode(state.save(checkpoint), "LOCK_LOST");
  await errorWithCode(state.writeSettings({}), "LOCK_LOST");
  await errorWithCode(state.reset(), "LOCK_LOST");
  await state[Symbol.asyncDispose]();
  expect(readdirSync(path)).toEqual(["lock"]);
  expect(readFileSync(join(path, "lock"), "utf8")).toBe(taken);
});

test("B4 half-written files go when the directory is opened, and old candidates for the lock with them", async () => {
  const path = temporaryDirectory();
  for (const name of ["checkpoint-a.json.tmp", "lock.old-token", "lock.old-token.old", "lock.new-token", "notes.txt"]) writeFileSync(join(path, name), "x");
  const at = Date.now() / 1000 - 61;
  for (const name of ["lock.old-token", "lock.old-token.old", "notes.txt"]) utimesSync(join(path, name), at, at);
  await using _ = await openStateDirectory(path);
  expect(readdirSync(path).sort()).toEqual(["lock", "lock.new-token", "notes.txt"]);
});

test("a path that is no directory is an error that names it, and leaves no lock", async () => {
  const path = join(temporaryDirectory(), "file");
  writeFileSync(path, "");
  expect((await errorWithCode(openStateDirectory(path), "STATE_UNWRITABLE")).message).toContain(path);
});

test("a directory that cannot be written is an error that names it", async () => {
  const parent = temporaryDirectory();
  const path = join(parent, "state");
  mkdirSync(path);
  chmodSync(parent, 0o755);
  chmodSync(path, 0o555);
  const isRoot = process.geteuid?.() === 0; // no permission stops root, so root steps down for the moment
  if (isRoot) process.seteuid?.("nobody");
  try {
    expect((await errorWithCode(openStateDirectory(path), "STATE_UNWRITABLE")).message).toContain(path);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("settings that are no JSON are an error that names the file", async () => {
  const path = temporaryDirectory();
  writeFileSync(join(path, "settings.json"), "{");
  await using state = await openStateDirectory(path);
  expect((await errorWithCode(state.readSettings(), "CHECKPOINT_CORRUPT")).message).toContain("settings.json");
  expect(existsSync(join(path, "settings.json"))).toBe(true);
});
