import type { TSESTree } from "@typescript-eslint/utils";

/** The eager methods of a pipeline. */
export type EagerMethod = "runAsync" | "runAsyncLegacy";

/** A node that names one of the eager methods, on a receiver that is not told yet. */
export interface RunUse {
  readonly name: EagerMethod;
  /** The name itself: an identifier, a string, or a template. */
  readonly nameNode: TSESTree.Node;
  /** `p.runAsync`, or the `runAsync` of `const { runAsync } = p`. */
  readonly access: TSESTree.MemberExpression | TSESTree.Property;
  /** What the method is taken from; a pattern stands for the value that it takes apart. */
  readonly receiver: TSESTree.Expression | TSESTree.ObjectPattern;
}

/** What is known about the method that a {@link RunUse} names. */
export interface RunMethod {
  /** Whether the types say so, or only what imports, annotations and classes of the same file show. */
  readonly basis: "types" | "syntax";
  /** What the promise resolves to; `unknown` where nothing tells. */
  readonly contract: "list" | "result" | "unknown";
  /** Whether the receiver is a pipeline and nothing else, and the method is the package's own rather than an override. */
  readonly certain: boolean;
  /** Whether the other methods exist on the receiver, as the package's own; `unknown` without types, and with those of 0.x. */
  readonly offers: Readonly<Record<"iterResults" | "streamEvents" | "runAsyncLegacy", boolean | "unknown">>;
}

/** The call of a method that is accessed as a member, or null where it is not called on the spot. */
export function callOf({ access }: RunUse): TSESTree.CallExpression | null {
  if (access.type !== "MemberExpression") return null;
  const { parent } = access;
  return parent.type === "CallExpression" && parent.callee === access ? parent : null;
}
