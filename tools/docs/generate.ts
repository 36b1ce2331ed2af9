import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dashboardJson } from "../deploy/grafana/dashboard.ts";
import { cliPage } from "./cli-page.ts";
import { commandPrograms } from "./command-programs.ts";
import { type DocComment, docComments } from "./doc-comments.ts";
import { dependenciesPage } from "./dependencies-page.ts";
import { errorsPage } from "./errors-page.ts";
import { eventsPage } from "./events-page.ts";
import { metricsPage } from "./metrics-page.ts";
import { migrationPage } from "./migration-page.ts";

/**
 * Writes the pages of docs/ that follow from the sources: `npm run docs`. With `--check` it writes nothing and ends with 1
 * if a page says something else. Needs built packages.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const NOTICE = "<!-- Written by tools/docs/generate.ts from the sources: edit those, then run `npm run docs`. -->\n\n";
const MIGRATION_NOTICE = "<!-- Written by tools/docs/generate.ts, which runs the codemod over its corpus: edit tools/docs, then run `npm run docs`. -->\n\n";

const pages = {
  "docs/events.md": NOTICE + eventsPage(await eventComments()),
  "docs/errors.md": NOTICE + errorsPage(),
  "docs/cli.md": NOTICE + cliPage(await commandPrograms()),
  "docs/metrics.md": NOTICE + metricsPage(),
  "tools/deploy/grafana/sluice.json": dashboardJson(),
  "docs/migration.md": MIGRATION_NOTICE + (await migrationPage()),
  "docs/dependencies.md": NOTICE + (await dependenciesPage(root)),
};

const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(pages)) {
  if (!check) await writeFile(join(root, path), text);
  else if ((await textOf(path)) !== text) {
    process.stdout.write(`${path} differs from the sources; run npm run docs\n`);
    process.exitCode = 1;
  }
}

async function eventComments(): Promise<Map<string, DocComment>> {
  const sources = join(root, "packages/core-events/src");
  const comments = new Map<string, DocComment>();
  for await (const name of glob("{*-events,event-envelope}.ts", { cwd: sources })) {
    for (const [constant, comment] of docComments(name, await readFile(join(sources, name), "utf8"))) comments.set(constant, comment);
  }
  return comments;
}

/** A page as it stands; a missing one is empty, and so differs. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(join(root, path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
