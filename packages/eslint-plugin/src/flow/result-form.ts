import type { TSESTree } from "@typescript-eslint/utils";

/** How the code around a call takes its list, as far as that decides what can stand there instead. */
export type ResultForm =
  | { readonly kind: "loop"; readonly await: TSESTree.AwaitExpression; readonly loop: TSESTree.ForOfStatement }
  | { readonly kind: "yield"; readonly await: TSESTree.AwaitExpression }
  | { readonly kind: "drain"; readonly await: TSESTree.AwaitExpression; readonly statement: TSESTree.ExpressionStatement }
  | { readonly kind: "variable"; readonly await: TSESTree.AwaitExpression; readonly declaration: TSESTree.VariableDeclaration; readonly id: TSESTree.Identifier }
  | { readonly kind: "list" };

/** Tells the form by the nodes around `await call`; casts in between make it a list. */
export function resultForm(call: TSESTree.CallExpression): ResultForm {
  const await_ = call.parent;
  if (await_.type !== "AwaitExpression") return { kind: "list" };
  const { parent } = await_;
  if (parent.type === "ForOfStatement" && parent.right === await_) return { kind: "loop", await: await_, loop: parent };
  if (parent.type === "YieldExpression" && parent.delegate) return { kind: "yield", await: await_ };
  if (parent.type === "ExpressionStatement") return { kind: "drain", await: await_, statement: parent };
  if (parent.type === "VariableDeclarator" && parent.id.type === "Identifier" && parent.parent.declarations.length === 1) {
    return { kind: "variable", await: await_, declaration: parent.parent, id: parent.id };
  }
  return { kind: "list" };
}
