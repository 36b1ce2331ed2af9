import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { startBinary } from "./run-binary.js";

const MAX_ROUNDS = 300;

/** What is killed, and how often at least. */
export interface KillOptions {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly minKills: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How much the target holds by now; kills come soon after it has grown, or after some time. */
  readonly progress: () => Promise<number>;
}

/**
 * Runs a command again and again, each time with SIGKILL at a random moment, until it has come to its end. Early kills are
 * spread over the start, later ones over the writing. Resolves with the number of kills.
 */
export async function killUntilFinished({ cwd, args, minKills, env = {}, progress }: KillOptions): Promise<number> {
  const random = seededRandom(20_261_122);
  let kills = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { child, ended } = startBinary(args, { cwd, env });
    const deadline = performance.now() + 30 + random() * 600;
    const byTime = random() < 0.3;
    const before = await progress();
    while (child.exitCode === null && child.signalCode === null) {
      if (byTime ? performance.now() > deadline : (await progress()) > before) break;
      await delay(2);
    }
    await delay(random() * 60);
    child.kill("SIGKILL");
    const { code, signal, stderr } = await ended;
    if (signal === "SIGKILL") kills += 1;
    else {
      expect([code, stderr]).toEqual([0, expect.stringContaining("completed")]);
      expect(kills).toBeGreaterThanOrEqual(minKills);
      return kills;
    }
  }
  throw new Error(`Cannot finish within ${MAX_ROUNDS} rounds`);
}

/** How many records {@link writeNumbers} writes, and how many of them fail. */
export const RECORDS = 3_000;
export const BAD_RECORDS = 30;

/** A file of numbered records of all lengths, `numbers.jsonl`, and a rule, `slow.mjs`, that takes its time and fails one in a hundred. */
export async function writeNumbers(cwd: string): Promise<void> {
  const lines = Array.from({ length: RECORDS }, (_, n) => `${JSON.stringify({ id: `r${n}`, n, text: "fern é\n".repeat(n % 97) })}\n`);
  await writeFile(join(cwd, "numbers.jsonl"), lines.join(""));
  await writeFile(
    join(cwd, "slow.mjs"),
    `export default async ({ raw }) => {
      await new Promise((resolve) => setTimeout(resolve, 4));
      if (raw.n % 100 === 13) throw new Error("bad luck");
    };`,
  );
}

/** The arguments that ingest those records into a sink. */
export function ingestNumbers(...sinks: readonly string[]): string[] {
  const targets = sinks.flatMap((sink) => ["--sink", sink]);
  return ["ingest", "jsonl", "numbers.jsonl", ...targets, "--rule", "slow.mjs", "--no-early-validation", "--checkpoint-interval", "60", "--concurrency", "4", "--output", "plain"];
}

/** Numbers in [0, 1) that are the same in every test run, so that a failure can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
