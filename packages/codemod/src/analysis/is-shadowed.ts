import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";

/** Whether a name means something else here than the global of the language. */
export function isShadowed(name: string, at: ts.Node, checker: ts.TypeChecker): boolean {
  const declarations = checker.resolveName(name, at, tsc.SymbolFlags.Value, false)?.declarations ?? [];
  return declarations.some((declaration) => !/\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName));
}
