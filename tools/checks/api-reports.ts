import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel, type ExtractorMessage } from "@microsoft/api-extractor";
import { publishable, type WorkspacePackage } from "./workspace-package.ts";

/** The public API of one entry point, as api-extractor writes it down. */
export interface ApiReport {
  /** Where it is committed: `packages/<package>/api/<entry>.api.md`, absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * The API of every entry point of every publishable package, from the declarations in `dist`. Needs built packages.
 *
 * @throws {Error} If a package has no declarations, or they cannot be read.
 */
export async function apiReports(packages: readonly WorkspacePackage[]): Promise<ApiReport[]> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-api-"));
  try {
    const reports: ApiReport[] = [];
    for (const one of publishable(packages)) reports.push(...(await reportsOf(one, join(folder, basename(one.directory)))));
    return reports;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function reportsOf(one: WorkspacePackage, folder: string): Promise<ApiReport[]> {
  await mkdir(folder, { recursive: true });
  const configs = entriesOf(one).map((entry) => ({ entry, config: configOf(one, entry, folder) }));
  const [first] = configs;
  if (first === undefined) return [];
  const entryPoints = configs.map(({ config }) => config.mainEntryPointFilePath);
  const compilerState = CompilerState.create(first.config, { additionalEntryPoints: entryPoints });
  const reports: ApiReport[] = [];
  for (const { entry, config } of configs) {
    const { succeeded } = Extractor.invoke(config, { compilerState, localBuild: true, messageCallback: quieten });
    if (!succeeded) throw new Error(`Cannot report the API of ${one.manifest.name}: api-extractor failed on the entry ${entry}`);
    const text = await readFile(join(folder, `${entry}.api.md`), "utf8");
    reports.push({ path: join(one.directory, "api", `${entry}.api.md`), text: withOrder(text.replaceAll("\r\n", "\n")) });
  }
  return reports;
}

/** The compiler lists the words of an enum in the order in which it happened to meet them, which differs from build to build. */
function withOrder(report: string): string {
  return report.replace(/(ZodEnum<\{\n)((?: *\S+: "[^"]*";\n)+)/g, (_, opening: string, words: string) => opening + words.split(/(?<=\n)/).sort().join(""));
}

/** The names of the entry points that have declarations: `index`, `testing`, … */
function entriesOf({ manifest, directory }: WorkspacePackage): string[] {
  return Object.keys(manifest.exports ?? {})
    .map((subpath) => (subpath === "." ? "index" : subpath.slice(2)))
    .filter((entry) => existsSync(join(directory, "dist", `${entry}.d.ts`)));
}

function configOf({ manifest, directory }: WorkspacePackage, entry: string, folder: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(directory, "package.json"),
    packageJson: { name: manifest.name, version: manifest.version },
    configObject: {
      projectFolder: directory,
      mainEntryPointFilePath: join(directory, "dist", `${entry}.d.ts`),
      compiler: {
        overrideTsconfig: { compilerOptions: { module: "nodenext", moduleResolution: "nodenext", target: "es2023", skipLibCheck: true, types: ["node"] } },
      },
      apiReport: { enabled: true, reportFileName: `${entry}.api.md`, reportFolder: folder, reportTempFolder: join(folder, "temp"), includeForgottenExports: true },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}

/** Only what stops the report is worth a line; api-extractor also tells which compiler it brings along. */
function quieten(message: ExtractorMessage): void {
  message.handled = message.logLevel !== ExtractorLogLevel.Error;
}
