import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../../../../", import.meta.url));
const corpus = join(packages, "codemod/corpus");

/** The directory of the cases. */
export const CASES = join(corpus, "cases");

/** The directory of the sample applications. */
export const APPS = join(corpus, "apps");

/** The package.json of a laid-out corpus, for its sources as for what they are compiled to. */
export const MANIFEST = JSON.stringify({ name: "corpus", private: true, type: "module", imports: { "#subpath/*": "./cases/projects/subpath-imports/*" } });

/** Which `@sluice/pipeline` is installed: the small one of 0.x beside the corpus, or the workspace's. */
export type Contract = "0.x" | "1.x";

/** What a project has installed: a release, 1.x with the old `runAsync`, or nothing before its dependencies are there. */
export type Installed = Contract | "bridge" | "none";

const pipelines: Readonly<Record<Exclude<Installed, "none">, string>> = {
  "0.x": join(corpus, "legacy-pipeline"),
  "1.x": join(packages, "pipeline"),
  bridge: join(corpus, "bridge-pipeline"),
};

/** A temporary directory with the packages of one contract installed; removed by `await using`. */
export interface CorpusWorkspace extends AsyncDisposable {
  /** Absolute, without symbolic links. */
  readonly root: string;
}

/** Makes a directory in which code resolves the packages that it would have installed. */
export async function openWorkspace(installed: Installed): Promise<CorpusWorkspace> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "codemod-proof-")));
  await install(root, installed);
  return {
    root,
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Links the packages of a release into `node_modules`, in place of those that are there. */
export async function install(root: string, installed: Installed): Promise<void> {
  const modules = join(root, "node_modules");
  await rm(modules, { recursive: true, force: true });
  if (installed === "none") return;
  await link(pipelines[installed], join(modules, "@sluice/pipeline"));
  await link(join(packages, "core-events"), join(modules, "@sluice/core-events"));
  await link(join(corpus, "job-runner"), join(modules, "job-runner"));
  await link(join(packages, "../node_modules/@types/node"), join(modules, "@types/node"));
  await link(join(packages, "../node_modules/undici-types"), join(modules, "undici-types"));
}

/** Lays the harness and these files out: `harness/`, `cases/`, a package.json and a tsconfig.json. */
export async function layOut(root: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await cp(join(corpus, "harness"), join(root, "harness"), { recursive: true });
  await writeFile(join(root, "package.json"), MANIFEST);
  await cp(join(corpus, "tsconfig.cases.json"), join(root, "tsconfig.json"));
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(root, "cases", path)), { recursive: true });
    await writeFile(join(root, "cases", path), bytes);
  }
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, "junction");
}
