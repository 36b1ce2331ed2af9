import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ts } from "ts-morph";
import { MANIFEST } from "./corpus-workspace.js";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  jsx: ts.JsxEmit.React,
  jsxFactory: "h",
  allowJs: true,
};

/** Takes the types out of `harness/` and `cases/`, file by file and unchecked, and writes what is left to `out/`. */
export async function compileCorpus(root: string): Promise<void> {
  await mkdir(join(root, "out"), { recursive: true });
  await writeFile(join(root, "out/package.json"), MANIFEST);
  for await (const name of glob("{harness,cases}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}", { cwd: root })) {
    const target = join(root, "out", name.replace(/\.(?<kind>[mc]?)[tj]sx?$/, ".$<kind>js"));
    await mkdir(dirname(target), { recursive: true });
    const text = await readFile(join(root, name), "utf8");
    await writeFile(target, /\.json$/.test(name) ? text : withoutTypes(join(root, name), text));
  }
}

function withoutTypes(fileName: string, text: string): string {
  if (/\.[mc]?js$/.test(fileName)) return text;
  const isCommonJs = fileName.endsWith(".cts");
  const module = isCommonJs ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
  return ts.transpileModule(text, { fileName, compilerOptions: { ...OPTIONS, module } }).outputText;
}
