import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inspectStateDirectory } from "./state/inspect-state-directory.js";
import { Ingestion } from "./testing/ingestion.js";
import { seededRandom } from "./testing/seeded-random.js";
import { SpawnedIngestion } from "./testing/spawned-ingestion.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

test("B1 P1 P2 after SIGKILL at random moments, ten times, a resumed run gives every document once", async () => {
  const directory = temporaryDirectory();
  const count = 8000;
  const random = seededRandom(42);
  let lastEnded = 0;
  for (let kill = 0; kill < 10; kill += 1) {
    const run = new SpawnedIngestion({ directory, count });
    await run.says("started");
    await run.says("ended", random(4));
    await sleep(random(30));
    run.signal("SIGKILL");
    await run.end();
    const { checkpoint } = await inspectStateDirectory(join(directory, "state"));
    const ended = (checkpoint?.completed ?? 0) + (checkpoint?.failed ?? 0);
    expect(ended).toBeGreaterThanOrEqual(lastEnded);
    lastEnded = ended;
  }
  expect(lastEnded).toBeGreaterThan(0);
  const last = new SpawnedIngestion({ directory, count });
  expect(await last.end()).toBe(0);
  expect(new Ingestion(directory).ended()).toEqual(Array.from({ length: count }, (_, n) => n));
});

test("B9 a second process is refused within five seconds, naming the first, which is unharmed", async () => {
  const directory = temporaryDirectory();
  const first = new SpawnedIngestion({ directory, count: 5000, delayEvery: 2 });
  await first.says("ended");
  const startedAt = performance.now();
  const second = new SpawnedIngestion({ directory, count: 5000 });
  expect(await second.end()).toBe(5);
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect(second.said).toMatchObject([{ code: "STATE_LOCKED", message: expect.stringContaining(`process ${first.pid} on `) as string }]);
  expect(await first.end()).toBe(0);
  expect(new Ingestion(directory).ended()).toHaveLength(5000);
});

test("B16 a process that was stopped and has lost its lock meanwhile writes nothing more", async () => {
  const directory = temporaryDirectory();
  const paused = new SpawnedIngestion({ directory, count: 1_000_000 });
  await paused.says("ended", 2);
  paused.signal("SIGSTOP");
  await sleep(50);
  const lock = join(directory, "state", "lock");
  const owner = JSON.parse(readFileSync(lock, "utf8")) as object;
  rmSync(lock); // as a taker-over does: the lock of another process is another file
  writeFileSync(lock, JSON.stringify({ ...owner, pid: process.pid, token: "taker" }));
  const before = await inspectStateDirectory(join(directory, "state"));
  paused.signal("SIGCONT");
  expect(await paused.end()).toBe(5);
  expect(paused.said.at(-1)).toMatchObject({ code: "LOCK_LOST" });
  const after = await inspectStateDirectory(join(directory, "state"));
  expect(after.checkpoint?.generation).toBeLessThanOrEqual((before.checkpoint?.generation ?? 0) + 1); // a save may have been under way
  expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ token: "taker" });
});

test("B16 a process that was stopped for a while and still holds its lock goes on", async () => {
  const directory = temporaryDirectory();
  const run = new SpawnedIngestion({ directory, count: 4000 });
  await run.says("ended");
  run.signal("SIGSTOP");
  await sleep(300);
  run.signal("SIGCONT");
  expect(await run.end()).toBe(0);
  expect(new Ingestion(directory).ended()).toEqual(Array.from({ length: 4000 }, (_, n) => n));
});
