import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { unwrap } from "../../analysis/expressions.js";
import type { ReceiverTypes } from "../../analysis/receiver-types.js";

/** Whether a receiver is an instance that was made right here: by `new`, or held by a constant or field that only ever holds that. */
export function isExactReceiver(receiver: ts.Node, checker: ts.TypeChecker, types: ReceiverTypes): boolean {
  const value = unwrap(receiver as ts.Expression); // receivers of calls are expressions
  if (tsc.isNewExpression(value)) return types.constructsExactly(value);
  const name = tsc.isPropertyAccessExpression(value) ? value.name : value;
  if (!tsc.isIdentifier(name) && !tsc.isPrivateIdentifier(name)) return false;
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined || !isConstant(declaration)) return false;
  const initializer = declaration.initializer === undefined ? undefined : unwrap(declaration.initializer);
  return initializer !== undefined && tsc.isNewExpression(initializer) && types.constructsExactly(initializer);
}

function isConstant(declaration: ts.Declaration): declaration is ts.VariableDeclaration | ts.PropertyDeclaration {
  if (tsc.isVariableDeclaration(declaration)) return (tsc.getCombinedNodeFlags(declaration) & tsc.NodeFlags.Const) !== 0;
  if (!tsc.isPropertyDeclaration(declaration)) return false;
  return (tsc.getCombinedModifierFlags(declaration) & tsc.ModifierFlags.Readonly) !== 0;
}
