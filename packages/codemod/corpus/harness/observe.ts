import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { formatWithOptions, inspect } from "node:util";
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "./env.js";
import type { Scenario } from "./scenarios.js";
import { enter, type Witness, witnesses } from "./sources.js";

/** Everything about one run of one case that a migration must not change. */
export interface Observation {
  /** The value returned, as text, or null if the case threw. */
  readonly value: string | null;
  /** The error thrown: its class, name, code and message. */
  readonly error: string | null;
  readonly log: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Witness>>;
  /** Rejections that nobody handled. */
  readonly unhandled: readonly string[];
}

interface Case {
  run(env: Env): unknown;
}

const TOO_LONG = "did not settle within 5 seconds";
const require = createRequire(import.meta.url);
const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(describeError(reason)));

/** Runs the case in `file` under a scenario, in a module instance of its own. */
export async function observe(file: string, scenario: Scenario): Promise<Observation> {
  const directory = await mkdtemp(join(tmpdir(), "corpus-case-"));
  const log: string[] = [];
  const restore = captureOutput(log);
  unhandled.length = 0;
  try {
    const { run } = await load(file, scenario);
    const adapters = enter(scenario);
    const env: Env = { adapters, pipeline: new IngestionPipeline({ adapters }), log: (...values) => log.push(textOf(values)), directory };
    const outcome = await settle(run, env);
    await idle();
    return { ...outcome, log, files: await filesIn(directory), sources: witnesses(), unhandled: [...unhandled] };
  } finally {
    restore();
    await rm(directory, { recursive: true });
  }
}

async function load(file: string, { name }: Scenario): Promise<Case> {
  for (const path of Object.keys(require.cache)) if (path.includes("/cases/")) delete require.cache[path];
  const module = (await import(`${pathToFileURL(file).href}?${encodeURIComponent(name)}`)) as Case & { readonly default?: Case };
  return typeof module.run === "function" ? module : (module.default ?? module);
}

async function settle(run: Case["run"], env: Env): Promise<Pick<Observation, "value" | "error">> {
  try {
    return { value: textOf([await Promise.race([run(env), sleep(5000, TOO_LONG, { ref: false })])]), error: null };
  } catch (error) {
    return { value: null, error: describeError(error) };
  }
}

/** Waits for runs that the case has started and not awaited. */
async function idle(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet += 1) {
    if (Object.values(witnesses()).some(({ opened, closed }) => opened > closed)) {
      quiet = 0;
      await sleep(1);
    }
    await turn();
  }
}

async function filesIn(directory: string): Promise<Record<string, string>> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(directory, name), "utf8")] as const)));
}

/** Lets `console` and the standard streams write into the log. */
function captureOutput(log: string[]): () => void {
  const { log: out, info, warn, error, table } = console;
  const write = process.stdout.write.bind(process.stdout);
  const capture = (...values: readonly unknown[]): void => void log.push(textOf(values));
  Object.assign(console, { log: capture, info: capture, warn: capture, error: capture, table: capture });
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    log.push(String(chunk));
    return true;
  };
  return () => {
    Object.assign(console, { log: out, info, warn, error, table });
    process.stdout.write = write;
  };
}

function textOf(values: readonly unknown[]): string {
  const plain = values.map((value) => (value instanceof Error ? describeError(value) : value));
  return formatWithOptions({ depth: 8, breakLength: Infinity, sorted: false }, ...plain).replaceAll(/\n\s+at .*/g, "");
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const { code, cause, errors } = error as Error & { readonly code?: unknown; readonly errors?: readonly unknown[] };
  const parts = [`${error.constructor.name} ${error.name} ${String(code)}: ${error.message}`];
  if (cause !== undefined) parts.push(`caused by ${describeError(cause)}`);
  return [...parts, ...(errors ?? []).map(describeError)].join("; ");
}

