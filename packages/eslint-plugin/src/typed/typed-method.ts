import type { TSESTree } from "@typescript-eslint/utils";
import { PACKAGE_NAME } from "../package-name.js";
import type { EagerMethod, RunMethod } from "../run-use.js";
import type { Declaration, TsNode, Type, TypeChecker, TypedServices, TypeSymbol } from "../ts-types.js";
import { packageOfFile } from "./package-of-file.js";
import { hasMember, isAny, isList } from "./type-tests.js";

/** Tells a method by the symbol that the types give for it: null if it is another's, `untold` if the types know of none. */
export type TypedResolver = (receiver: TSESTree.Node, name: EagerMethod) => RunMethod | "untold" | null;

/** What one part of a union says about the method. */
interface MemberFacts {
  readonly symbol: TypeSymbol;
  readonly ours: boolean;
  readonly own: boolean;
}

/** Asks the type checker; made once per file, and only when the name has already been seen. */
export function typedResolver({ program, esTreeNodeToTSNodeMap }: TypedServices): TypedResolver {
  const checker = program.getTypeChecker();
  const packageOf = packageOfFile();

  const declaredByUs = (declaration: Declaration): boolean =>
    inAmbientModule(declaration) || packageOf(declaration.getSourceFile().fileName) === PACKAGE_NAME;

  /** Also true for an override: the same member of a base class is ours. */
  const descendsFromOurs = (declaration: Declaration, name: string): boolean => {
    const base = checker.getTypeAtLocation(declaration.parent);
    if (!base.isClassOrInterface()) return false;
    return checker.getBaseTypes(base).some((type) => checker.getPropertyOfType(type, name)?.declarations?.some((inherited) => declaredByUs(inherited) || descendsFromOurs(inherited, name)) ?? false);
  };

  const factsOf = (type: Type, name: string): MemberFacts | null => {
    const symbol = checker.getPropertyOfType(checker.getApparentType(type), name);
    if (symbol === undefined) return null;
    const declarations = symbol.declarations ?? [];
    const own = declarations.length > 0 && declarations.every(declaredByUs);
    return { symbol, own, ours: own || declarations.some((declaration) => declaredByUs(declaration) || descendsFromOurs(declaration, name)) };
  };

  return (receiver, name) => {
    const node = esTreeNodeToTSNodeMap.get(receiver);
    const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
    if (isAny(type)) return "untold";
    const constraint = checker.getBaseConstraintOfType(type) ?? type;
    const parts = constraint.isUnion() ? constraint.types : [constraint];
    const facts = parts.map((part) => factsOf(part, name));
    if (facts.every((fact) => fact === null)) return "untold"; // a class may extend what could not be resolved
    const ours = facts.filter((fact) => fact?.ours === true);
    if (ours.length < parts.length) return null; // of a union, the other part may be what is meant
    const [first] = parts;
    const offers = (method: string): boolean | "unknown" => {
      const fact = first === undefined ? null : factsOf(first, method);
      if (fact !== null) return fact.own;
      return first !== undefined && isWhole(checker, first) && ours.every((one) => one?.symbol.declarations?.every(({ parent }) => !hasMember(checker, checker.getTypeAtLocation(parent), method))) && "unknown";
    };
    return {
      basis: "types",
      contract: contractOf(checker, node, ours),
      certain: parts.length === 1 && ours.every((fact) => fact?.own === true),
      offers: {
        iterResults: offers("iterResults") === true ? takesOnFailure(checker, node, first) : offers("iterResults"),
        streamEvents: offers("streamEvents"),
        runAsyncLegacy: offers("runAsyncLegacy"),
      },
    };
  };
}

function contractOf(checker: TypeChecker, node: TsNode, facts: readonly (MemberFacts | null)[]): RunMethod["contract"] {
  const resolved = facts.flatMap((fact) => {
    if (fact === null) return [];
    const signatures = checker.getTypeOfSymbolAtLocation(fact.symbol, node).getCallSignatures();
    return signatures.map((signature) => checker.getAwaitedType(signature.getReturnType()));
  });
  if (resolved.length === 0) return "unknown";
  if (resolved.some((type) => type !== undefined && isList(checker, type))) return "list";
  return resolved.every((type) => type !== undefined && hasMember(checker, type, "documents")) ? "result" : "unknown";
}

/** Whether `iterResults` can be told to throw, so that it keeps what the list promised. */
function takesOnFailure(checker: TypeChecker, node: TsNode, receiver: Type | undefined): boolean {
  const method = receiver && checker.getPropertyOfType(checker.getApparentType(receiver), "iterResults");
  if (method === undefined) return false;
  const [signature] = checker.getTypeOfSymbolAtLocation(method, node).getCallSignatures();
  const options = signature?.parameters[1];
  return options !== undefined && hasMember(checker, checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(options, node)), "onFailure");
}

/** Whether a type is a class or an interface, rather than some members picked from one. */
function isWhole(checker: TypeChecker, type: Type): boolean {
  if (type.isIntersection()) return type.types.some((part) => isWhole(checker, part));
  const symbol = type.getSymbol();
  return symbol !== undefined && checker.getDeclaredTypeOfSymbol(symbol).isClassOrInterface();
}

/** Inside `declare module "@sluice/pipeline"`. */
function inAmbientModule(declaration: Declaration): boolean {
  for (let node: TsNode | undefined = declaration; node !== undefined; node = node.parent as TsNode | undefined) {
    const name = "name" in node ? (node.name as { readonly text?: unknown } | undefined) : undefined; // no `typescript` at hand to ask for the node's kind
    if (name?.text === PACKAGE_NAME) return true;
  }
  return false;
}
