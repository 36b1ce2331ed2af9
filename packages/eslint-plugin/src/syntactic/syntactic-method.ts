import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { PACKAGE_NAME } from "../package-name.js";
import { propertyName } from "../property-name.js";
import type { RunMethod, RunUse } from "../run-use.js";
import { createSettler } from "./create-settler.js";

/** Tells a method by what its own file shows; null where that does not lead to the package. */
export type SyntacticResolver = (use: RunUse) => RunMethod | null;

/** Made once per file. A file that does not spell the package's name is not looked at. */
export function syntacticResolver(sourceCode: Readonly<SourceCode>): SyntacticResolver {
  if (!sourceCode.text.includes(PACKAGE_NAME)) return () => null;
  const settler = createSettler(sourceCode);
  return ({ receiver, name }) => {
    const settled = receiver.type === "ObjectPattern" ? settler.pattern(receiver) : settler.expression(receiver);
    if (settled?.kind !== "pipeline") return null;
    const overrides = (method: string): boolean =>
      settled.subclasses.some(({ body }) => body.body.some((member) => "key" in member && propertyName(member.key, member.computed) === method));
    const unlessOverridden = (method: string): false | "unknown" => (overrides(method) ? false : "unknown");
    return {
      basis: "syntax",
      contract: name === "runAsyncLegacy" ? "list" : "unknown",
      certain: !overrides(name),
      offers: {
        iterResults: unlessOverridden("iterResults"),
        streamEvents: unlessOverridden("streamEvents"),
        runAsyncLegacy: unlessOverridden("runAsyncLegacy"),
      },
    };
  };
}
