import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { unwrap } from "../../analysis/expressions.js";
import type { ReceiverTypes } from "../../analysis/receiver-types.js";
import type { Interference } from "./interference.js";
import { isModuleMock } from "./replacement.js";

/** What a file holds that takes a pipeline's place without naming its method there. */
export interface StandIns {
  readonly kinds: readonly Interference["kind"][];
  /** Declarations of the method that are given out as a pipeline's by a cast. */
  readonly methods: readonly ts.Node[];
}

/** Finds proxies of pipelines, mocks of the whole package, and objects of another class that a cast says are pipelines. */
export function standInsOf(file: ts.SourceFile, types: ReceiverTypes, checker: ts.TypeChecker): StandIns {
  const kinds: Interference["kind"][] = [];
  const methods: ts.Node[] = [];
  const isPipeline = (node: ts.Node): boolean => types.isInstance(checker.getTypeAtLocation(node));
  const visit = (node: ts.Node): void => {
    if (isModuleMock(node)) kinds.push("double");
    else if (tsc.isNewExpression(node) && node.expression.getText() === "Proxy" && node.arguments?.slice(0, 1).some(isPipeline) === true) kinds.push("proxy");
    else if (tsc.isAsExpression(node) || tsc.isTypeAssertionExpression(node)) methods.push(...castMethods(node));
    tsc.forEachChild(node, visit);
  };
  const castMethods = (cast: ts.AsExpression | ts.TypeAssertion): readonly ts.Node[] => {
    const value = unwrap(cast);
    if (tsc.isObjectLiteralExpression(value) || !isPipeline(cast) || isPipeline(value)) return [];
    const declarations = ["runAsync", "runAsyncLegacy"].flatMap((name) => checker.getPropertyOfType(checker.getTypeAtLocation(value), name)?.declarations ?? []);
    if (declarations.length > 0) kinds.push("stand-in");
    return declarations;
  };
  visit(file);
  return { kinds, methods };
}
