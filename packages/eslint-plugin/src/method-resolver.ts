import type { LintContext } from "./lint-context.js";
import type { RunMethod, RunUse } from "./run-use.js";
import { syntacticResolver, type SyntacticResolver } from "./syntactic/syntactic-method.js";
import type { TypedServices } from "./ts-types.js";
import { typedResolver, type TypedResolver } from "./typed/typed-method.js";

/**
 * Tells what a use of a name is: by types where there are any, by syntax where there are none or where they know of no such
 * member, as with an import that cannot be resolved. Null for methods that are not ours, or not known to be.
 */
export function methodResolver(context: LintContext, { syntacticFallback }: { readonly syntacticFallback: boolean }): (use: RunUse) => RunMethod | null {
  const services = typedServices(context);
  let typed: TypedResolver | undefined;
  let syntactic: SyntacticResolver | undefined;
  const bySyntax = (use: RunUse): RunMethod | null => (syntacticFallback ? (syntactic ??= syntacticResolver(context.sourceCode))(use) : null);
  return (use) => {
    if (services === null) return bySyntax(use);
    const method = (typed ??= typedResolver(services))(use.receiver, use.name);
    return method === "untold" ? bySyntax(use) : method;
  };
}

/** The type services of whatever parser reads the file; null without types, and under Oxlint, which has none. */
export function typedServices({ sourceCode }: LintContext): TypedServices | null {
  const { parserServices: services } = sourceCode;
  return services?.program && services.esTreeNodeToTSNodeMap ? (services as TypedServices) : null;
}
