import { access } from "node:fs/promises";
import { join, sep } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { publishable, type WorkspacePackage } from "../workspace-package.ts";

const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];

/** Every publishable package says what it is, and none runs anything when it is installed. */
export const manifests: CheckStep = {
  name: "package.json, README.md and LICENSE",
  async run({ packages }) {
    const problems = await Promise.all(publishable(packages).map(manifestProblems));
    return problems.flat();
  },
};

async function manifestProblems({ manifest, directory }: WorkspacePackage): Promise<string[]> {
  const problems = INSTALL_SCRIPTS.filter((script) => manifest.scripts?.[script] !== undefined).map((script) => `has the install script "${script}"`);
  for (const field of ["description", "license", "engines", "files", "exports"] as const) {
    if (manifest[field] === undefined) problems.push(`package.json has no "${field}"`);
  }
  const [parent, name] = directory.split(sep).slice(-2);
  if (manifest.repository?.directory !== `${parent ?? ""}/${name ?? ""}`) problems.push("package.json does not say in repository.directory where it lies"); // provenance needs it
  if (manifest.engines?.["node"] === undefined) problems.push("package.json has no engines.node");
  for (const file of ["README.md", "LICENSE"]) {
    if (!(await exists(join(directory, file)))) problems.push(`has no ${file}`);
  }
  return problems.map((problem) => `${manifest.name} ${problem}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
