import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Document, SinkPosition } from "@sluice/core-events";
import { describe, expect, test } from "vitest";
import { readValues } from "./testing/read-values.js";
import { temporaryPath } from "./testing/temporary-path.js";

const program = fileURLToPath(new URL("./__fixtures__/write-until-stopped.mjs", import.meta.url));

interface Commit {
  readonly position: SinkPosition | null;
  readonly from: number;
}

/** Runs the program from a commit on and kills it a while after its first new commit; gives the last commit it told of. */
async function runUntilKilled(path: string, commit: Commit, options: { gzip: boolean; to: number; afterMs: number }): Promise<Commit> {
  const { afterMs, ...rest } = options;
  const child = spawn(process.execPath, [program, JSON.stringify({ path, ...commit, ...rest })], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stdout.once("data", () => {
    const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
    child.once("close", () => clearTimeout(timer));
  });
  await once(child, "close");
  const last = output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1);
  return last === undefined || last === "" ? commit : (JSON.parse(last) as Commit);
}

async function numbersIn(path: string): Promise<unknown[]> {
  return ((await readValues(path)) as Document[]).map(({ metadata }) => metadata["n"]);
}

describe.each([{ gzip: false }, { gzip: true }])("with gzip $gzip", ({ gzip }) => {
  test("after SIGKILL at any moment a resumed run gives every document once, in order", async () => {
    const path = temporaryPath("documents.jsonl");
    const to = 40_000;
    let commit: Commit = { position: null, from: 0 };
    for (let kill = 0; kill < 8 && commit.from < to; kill += 1) {
      commit = await runUntilKilled(path, commit, { gzip, to, afterMs: 5 + kill * 9 });
    }
    commit = await runUntilKilled(path, commit, { gzip, to, afterMs: 60_000 });
    expect(commit.from).toBe(to);
    expect(await numbersIn(path)).toEqual(Array.from({ length: to }, (_, n) => n));
  });

  test("what SIGKILL leaves behind the position is cut off", async () => {
    const path = temporaryPath("documents.jsonl");
    const begun = await runUntilKilled(path, { position: null, from: 0 }, { gzip, to: 1_000, afterMs: 60_000 });
    const { bytes } = begun.position as { bytes: number };
    const endless = { path, gzip, ...begun, to: 1e9, commitEvery: 1e9 };
    const child = spawn(process.execPath, [program, JSON.stringify(endless)], { stdio: ["ignore", "ignore", "inherit"] });
    while (statSync(path).size <= bytes) await sleep(1);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(statSync(path).size).toBeGreaterThan(bytes);
    await runUntilKilled(path, begun, { gzip, to: 2_000, afterMs: 60_000 });
    expect(await numbersIn(path)).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
  });

  test("at a file-size limit the run fails naming path and bytes, and goes on when there is room again", async () => {
    const path = temporaryPath("documents.jsonl");
    const run = { path, gzip, position: null, from: 0, to: 12_000 };
    const limitKiB = gzip ? 20 : 1_000;
    const limited = `ulimit -f ${limitKiB} && exec "$0" "$@"`;
    const { stdout, status } = spawnSync("bash", ["-c", limited, process.execPath, program, JSON.stringify(run)], { encoding: "utf8", timeout: 10_000 });
    const said = stdout.trim().split("\n").map((line) => JSON.parse(line) as unknown);
    const commit = said.at(-2) as Commit;
    const { bytes } = commit.position as { bytes: number };
    expect(status).toBe(1);
    expect(said.at(-1)).toMatchObject({ code: "SINK_FAILED", context: { path, reason: "EFBIG", bytes: limitKiB * 1024, committedBytes: bytes } });
    expect(statSync(path).size, "the tail is cut back").toBe(bytes);
    expect(commit.from).toBeGreaterThan(0);
    await runUntilKilled(path, commit, { gzip, to: run.to, afterMs: 60_000 });
    expect(await numbersIn(path)).toEqual(Array.from({ length: run.to }, (_, n) => n));
  });
});
