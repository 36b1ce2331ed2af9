import { glob, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { apiReports } from "./api-reports.ts";
import { readWorkspace } from "./workspace-package.ts";

/** Writes the API reports of the built packages: `npm run api`. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const reports = await apiReports(await readWorkspace(root));

for await (const path of glob("packages/*/api/*.api.md", { cwd: root })) await rm(join(root, path));
for (const { path, text } of reports) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
process.stdout.write(`${reports.length} API reports written\n`);
