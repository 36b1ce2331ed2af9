import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { TemporaryFolder } from "./testing/temporary-folder.js";

const run = promisify(execFile);
const packages = join(import.meta.dirname, "../..");

/** A program that has installed this package, and none of its peers. */
function installation(folder: TemporaryFolder): string {
  const scope = join(folder.path, "node_modules/@sluice");
  mkdirSync(join(scope, "metrics"), { recursive: true });
  for (const name of ["dist", "package.json"]) cpSync(join(packages, "metrics", name), join(scope, "metrics", name), { recursive: true });
  mkdirSync(join(scope, "core-events"));
  for (const name of ["dist", "package.json"]) cpSync(join(packages, "core-events", name), join(scope, "core-events", name), { recursive: true });
  symlinkSync(join(packages, "../node_modules/zod"), join(folder.path, "node_modules/zod"));
  return folder.path;
}

const uses = [
  ["prometheus", "prometheusMetrics", "expose Prometheus metrics", "prom-client"],
  ["opentelemetry", "openTelemetry", "send telemetry", "@opentelemetry/api"],
  ["logging", "eventLogger", "log events", "pino"],
] as const;

test.for(uses)("without its peer %s is imported, and its use names what to install", async ([subpath, name, purpose, peer]) => {
  expect(existsSync(join(packages, "metrics/dist/index.js")), "npm run build comes first").toBe(true);
  using folder = new TemporaryFolder();
  const cwd = installation(folder);
  const use = `.${name}().then(() => console.log("no error"), (error) => console.log(error.code, error.message))`;
  const message = `DEPENDENCY_MISSING Cannot ${purpose}: expected the optional package ${peer}, received none; run npm install ${peer}\n`;
  const ways = { module: `(await import("@sluice/metrics/${subpath}"))`, commonjs: `require("@sluice/metrics/${subpath}")` };
  for (const [type, load] of Object.entries(ways)) {
    const { stdout } = await run(process.execPath, [`--input-type=${type}`, "-e", load + use], { cwd });
    expect(stdout).toBe(message);
  }
});
