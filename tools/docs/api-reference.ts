import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, type ProjectReflection, ReflectionKind } from "typedoc";
import { exportedSpecifiers } from "../checks/package-exports.ts";
import { publishable, readWorkspace } from "../checks/workspace-package.ts";

/**
 * Writes the API reference to out/site/api: every entry of every package as a module named after what one imports. Sources are
 * read, so nothing needs to be built. Ends with 1 if TypeDoc has a warning, such as a link that leads nowhere.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const specifiers = publishable(await readWorkspace(root)).flatMap(({ manifest }) => exportedSpecifiers(manifest));
const sources = new Map(specifiers.map((specifier) => [specifier, sourceOf(specifier)]));

const app = await Application.bootstrap({
  name: "Sluice",
  entryPoints: [...sources.values()],
  tsconfig: join(root, "tools/docs/api-reference.tsconfig.json"),
  skipErrorChecking: true, // `npm run typecheck` does that
  compilerOptions: { paths: Object.fromEntries([...sources].map(([specifier, source]) => [specifier, [source]])) },
  readme: "none",
  includeVersion: false,
  excludeInternal: true,
  excludePrivate: true,
  disableGit: true,
  sourceLinkTemplate: "https://github.com/sluice-project/sluice/blob/main/{path}#L{line}",
  navigationLinks: { Guide: "/docs/getting-started.html" },
  validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: false },
});
app.converter.on(Converter.EVENT_CREATE_PARAMETER, (_, parameter) => {
  if (parameter.name === "__namedParameters") parameter.name = "options"; // as the comments call it
});
const project = await app.convert();
if (project === undefined) throw new Error("Cannot write the API reference: expected sources that compile, see above");
nameModules(project);
app.validate(project);
await app.generateDocs(project, join(root, "out/site/api"));
process.exitCode = app.logger.hasErrors() || app.logger.hasWarnings() ? 1 : 0;

/** `@sluice/x/y` is `packages/x/src/y.ts`, as in all builds. */
function sourceOf(specifier: string): string {
  const [, name = "", entry = "index"] = specifier.split("/");
  return join(root, "packages", name, "src", `${entry}.ts`);
}

function nameModules(converted: ProjectReflection): void {
  const names = new Map([...sources].map(([specifier, source]) => [source, specifier]));
  for (const module of converted.getReflectionsByKind(ReflectionKind.Module)) {
    const source = module.isDeclaration() ? module.sources?.[0]?.fullFileName : undefined;
    module.name = names.get(source ?? "") ?? module.name;
  }
}
