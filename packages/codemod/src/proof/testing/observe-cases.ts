import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { compileCorpus } from "./compile-corpus.js";

/** What a case did under one scenario: see `corpus/harness/observe.ts`. */
export interface Observation {
  readonly value: string | null;
  readonly error: string | null;
  readonly log: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, { readonly ingested: readonly string[]; readonly opened: number; readonly closed: number }>>;
  readonly unhandled: readonly string[];
}

/** What a case did, by scenario. */
export type Observations = Readonly<Record<string, Observation>>;

/** Compiles a laid-out corpus and runs these cases in one child process, under every scenario. */
export async function observeCases(root: string, paths: readonly string[]): Promise<ReadonlyMap<string, Observations>> {
  await compileCorpus(root);
  const names = new Map(paths.map((path) => [path.replace(/\.(?<kind>[mc]?)[tj]sx?$/, ".$<kind>js"), path]));
  if (names.size !== paths.length) throw new TypeError(`Cannot run the cases: expected names that differ without their extension, received ${paths.length} files with ${names.size} names`);
  const result = join(root, "observations.json");
  const child = spawn(process.execPath, ["--no-warnings", join(root, "out/harness/main.js"), join(root, "out/cases"), result], {
    cwd: root,
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, SLUICE_SILENCE_DEPRECATIONS: "1" },
  });
  child.stdin.end(JSON.stringify([...names.keys()]));
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "exit") as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`Cannot run the cases: the child process ended with ${code}: ${errors}`);
  const observed = JSON.parse(await readFile(result, "utf8")) as Record<string, Observations>;
  return new Map(Object.entries(observed).map(([name, observations]) => [names.get(name) ?? name, observations]));
}
