import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stampDeprecations } from "./stamp-deprecations.ts";

/**
 * Turns the changesets into versions and changelogs, dates the deprecation plan and refreshes what follows from both:
 * lockfile, generated pages, API reports. `npm run release:version [-- --date 2027-01-15] [--snapshot NAME]`; the date is that of
 * the release, today unless given, and all other options go to `changeset version`. Nothing is committed or published.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const plan = join(root, "packages/core-events/src/deprecations.ts");

const { date, rest } = releaseDate(process.argv.slice(2));

run("npx", ["changeset", "version", ...rest]);
const { version } = JSON.parse(readFileSync(join(root, "packages/core-events/package.json"), "utf8")) as { version: string };
writeFileSync(plan, stampDeprecations(readFileSync(plan, "utf8"), { version, date }));
run("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]);
run("npm", ["run", "docs"]);
run("npm", ["run", "api"]);

function releaseDate(args: readonly string[]): { date: Date; rest: readonly string[] } {
  const at = args.indexOf("--date");
  if (at < 0) return { date: new Date(), rest: args };
  const given = args[at + 1] ?? "";
  const date = new Date(given);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(date.getTime())) throw new RangeError(`Cannot make a release: --date must be a date such as 2027-01-15, received ${given}`);
  return { date, rest: args.toSpliced(at, 2) };
}

function run(command: string, parameters: readonly string[]): void {
  process.stdout.write(`\n== ${command} ${parameters.join(" ")}\n`);
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== 0) {
    process.stdout.write(`failed: ${command} ${parameters.join(" ")}\n`);
    process.exit(status ?? 1);
  }
}
