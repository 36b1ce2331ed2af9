import type { TSESTree } from "@typescript-eslint/utils";
import { isPackageName } from "./is-package-name.js";
import { type Settled, type Settler, instanceOf, valueOfType } from "./settled.js";

/** What a value of an annotated type is. `Promise<T>` and `Readonly<T>` count as `T`, and `T | undefined | null` too. */
export function settleType(settler: Settler, node: TSESTree.TypeNode): Settled | null {
  switch (node.type) {
    case "TSTypeReference":
      return settleReference(settler, node);
    case "TSTypeLiteral":
      return { kind: "shape", members: node.members };
    case "TSImportType":
      return isPackageName(node.source) && node.qualifier?.type === "Identifier"
        ? instanceOf(settler.member({ kind: "module" }, node.qualifier.name))
        : null;
    case "TSUnionType": {
      const [only, ...others] = node.types.filter(({ type }) => type !== "TSNullKeyword" && type !== "TSUndefinedKeyword");
      return only !== undefined && others.length === 0 ? settler.type(only) : null;
    }
    default:
      return null;
  }
}

function settleReference(settler: Settler, { typeName, typeArguments }: TSESTree.TSTypeReference): Settled | null {
  if (typeName.type === "TSQualifiedName") {
    const left = typeName.left.type === "Identifier" ? settler.name(typeName.left.name, typeName) : null;
    return left === null ? null : instanceOf(settler.member(left, typeName.right.name));
  }
  if (typeName.type !== "Identifier") return null;
  const [argument] = typeArguments?.params ?? [];
  if (argument !== undefined && (typeName.name === "Promise" || typeName.name === "Readonly")) return settler.type(argument);
  return valueOfType(settler.name(typeName.name, typeName));
}
