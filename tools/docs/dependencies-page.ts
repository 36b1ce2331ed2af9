import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { dependencyClosure, type InstalledPackage, type LockedPackages } from "../checks/dependency-closure.ts";
import { type Manifest, publishable, readWorkspace, type WorkspacePackage } from "../checks/workspace-package.ts";

/** What stands on docs/dependencies.md: how much a user installs with each package, and under which licences. */
export async function dependenciesPage(root: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as { packages: LockedPackages }; // written by npm
  const packages = publishable(await readWorkspace(root));
  return [
    "# Dependencies",
    "What `npm install` of one package brings along, counted from the lockfile; packages of Sluice are not counted. Optional",
    "peers are installed by whoever uses the part that needs them. None of it runs an install script, and every licence goes",
    "together with Apache-2.0: `npm run check -- licences` fails otherwise.",
    "",
    "| package | direct | in all | licences | optional peers |",
    "|---|---|---|---|---|",
    ...packages.map((one) => row(one, dependencyClosure(lock.packages, relative(root, one.directory)))),
    "",
  ].join("\n");
}

function row({ manifest }: WorkspacePackage, closure: readonly InstalledPackage[]): string {
  const foreign = closure.filter(({ name }) => !isOurs(name));
  const direct = Object.keys(manifest.dependencies ?? {}).filter((name) => !isOurs(name));
  const licences = [...new Set(foreign.map(({ license }) => license ?? "in its LICENSE file"))].sort();
  const cells = [`\`${manifest.name}\``, String(direct.length), String(foreign.length), licences.join(", ") || "–", peersOf(manifest)];
  return `| ${cells.join(" | ")} |`;
}

function peersOf({ peerDependencies = {} }: Manifest): string {
  return Object.keys(peerDependencies).map((name) => `\`${name}\``).join(", ") || "–";
}

function isOurs(name: string): boolean {
  return name.startsWith("@sluice/");
}
