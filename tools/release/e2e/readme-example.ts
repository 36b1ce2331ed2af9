import ts from "typescript";

/** What a package's README tells a new user to do. */
export interface ReadmeExample {
  /** What its `npm install` line names. */
  readonly install: readonly string[];
  /** Its first TypeScript example, as it stands. */
  readonly source: string;
}

const FENCE = /^```(\w+)[^\n]*\n(.*?)^```/gms;

/** @throws {Error} If the README has no install line or no TypeScript example. */
export function readmeExample(readme: string): ReadmeExample {
  const fences = [...readme.matchAll(FENCE)].map(([, language, text = ""]) => ({ language, text }));
  const line = fences.flatMap(({ text }) => text.split("\n")).find((one) => /^(\$ )?npm install /.test(one));
  const source = fences.find(({ language }) => language === "ts")?.text;
  if (line === undefined) throw new Error("Cannot try the README: expected a line npm install …, found none");
  if (source === undefined) throw new Error("Cannot try the README: expected a ts example, found none");
  const install = line.replace(/^(\$ )?npm install /, "").replace(/#.*/, "").split(/\s+/).filter((word) => word !== "" && !word.startsWith("-"));
  return { install, source };
}

/** The example as plain ESM for every supported Node; newer syntax is lowered, as a build would. */
export function asEsm(source: string): string {
  return transpile(source, ts.ModuleKind.ESNext);
}

/** The example as CommonJS: imports become `require`, and what awaits at the top level runs in a function. */
export function asCommonJs(source: string): string {
  const file = ts.createSourceFile("example.ts", source, ts.ScriptTarget.ES2022);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const end = Math.max(0, ...imports.map((one) => one.end));
  const body = source.slice(end).replace(/^export default /m, "void ");
  return transpile(`${source.slice(0, end)}\nvoid (async () => {${body}})().catch((error) => { console.error(error); process.exitCode = 1; });`, ts.ModuleKind.CommonJS);
}

function transpile(source: string, module: ts.ModuleKind): string {
  return ts.transpileModule(source, { compilerOptions: { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true } }).outputText;
}
