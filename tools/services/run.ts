import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAMS, SERVICES } from "./services.ts";

/**
 * Runs the tests that need a real service, the files named `*.services.test.ts` in any package: starts the services, tells the
 * tests their addresses in environment variables, and stops them on every way out. A service that cannot be started is a
 * failure; nothing is skipped. The last line is the totals of the tests.
 *
 * `--service NAME` starts this one alone, and may be given more than once; everything else goes to Vitest.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const STARTS = { ...SERVICES, ...PROGRAMS };
let stopSignal: NodeJS.Signals | null = null;
let tests: ChildProcess | null = null;

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const { names, rest } = chosenServices(args);
  await using stack = new AsyncDisposableStack();
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of names) {
    const start = STARTS[name];
    if (start === undefined) throw new TypeError(`Cannot start the service ${name}: expected one of ${Object.keys(STARTS).join(", ")}`);
    const service = stack.use(await start());
    if (stopSignal !== null) return 1;
    Object.assign(env, service.env);
    process.stdout.write(`ready: ${service.name}\n`);
  }
  return await runTests(env, rest);
}

function chosenServices(args: readonly string[]): { names: readonly string[]; rest: readonly string[] } {
  const names: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === "--service") names.push(args[(at += 1)] ?? "");
    else rest.push(args[at] ?? "");
  }
  return { names: names.length === 0 ? Object.keys(STARTS) : names, rest };
}

async function runTests(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<number> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs"); // one file at a time: some take the service down
  tests = spawn(process.execPath, [vitest, "run", "--project", "services", "--maxWorkers", "1", ...args], { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(tests, "close")) as [number | null];
  return code ?? 1;
}

/** The services are stopped once the tests have gone, or the one that is being started has come up. */
function stop(signal: NodeJS.Signals): void {
  stopSignal = signal;
  tests?.kill(signal);
}
