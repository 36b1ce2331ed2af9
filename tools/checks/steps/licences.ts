import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { CheckStep } from "../check-step.ts";
import { dependencyClosure, type InstalledPackage, type LockedPackages } from "../dependency-closure.ts";
import { publishable } from "../workspace-package.ts";

/** Licences that go together with Apache-2.0 in what a user installs. */
const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Python-2.0", "Unlicense"]);

/** Packages whose manifest names no licence, with the one that their LICENSE file holds. */
const BY_FILE: Readonly<Record<string, string>> = { "color-convert 0.5.3": "MIT" };

/** What a user installs with a package has a known licence and runs nothing at installation. */
export const licences: CheckStep = {
  name: "licences and install scripts of dependencies",
  async run({ root, packages }) {
    const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as { packages: LockedPackages }; // written by npm
    return publishable(packages).flatMap(({ manifest, directory }) =>
      dependencyClosure(lock.packages, relative(root, directory)).flatMap((one) => problemsOf(one).map((problem) => `${manifest.name}: ${problem}`)),
    );
  },
};

function problemsOf({ name, version, license = BY_FILE[`${name} ${version}`], hasInstallScript }: InstalledPackage): string[] {
  const problems = hasInstallScript === true ? [`${name} ${version} has an install script`] : [];
  if (!isAllowed(license)) problems.push(`${name} ${version} has the licence ${license ?? "(none)"}`);
  return problems;
}

/** `(MIT OR CC0-1.0)` needs one that fits, `MIT AND ISC` all. */
function isAllowed(license = ""): boolean {
  const expression = license.replace(/^\((.*)\)$/, "$1");
  return expression.split(" OR ").some((choice) => choice.split(" AND ").every((one) => ALLOWED.has(one.replace(/[()]/g, ""))));
}
