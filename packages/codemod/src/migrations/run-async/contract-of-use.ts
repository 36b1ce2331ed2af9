import type { ts } from "ts-morph";
import type { MigrationOptions } from "../../model.js";
import { callOf } from "./access-shape.js";
import { declaredContract, type ResultContract } from "./result-contract.js";
import { usedContract } from "./result-use.js";
import type { Settled } from "./verdict.js";

/** The contract of a use, of which 0.x is `list`. What is done with the result has the last word: types may be older or newer than the code. */
export function contractOfUse({ use, receiver, checker }: Settled, { from = "auto" }: MigrationOptions): ResultContract {
  if (use.member === "runAsyncLegacy") return "list";
  const call = use.form === "access" ? callOf(use.name.parent as ts.PropertyAccessExpression) : undefined; // what an `access` is
  const used = call === undefined ? "unknown" : usedContract(call, checker);
  if (used !== "unknown") return used;
  const declared = receiver.kind === "ours" ? declaredContract(receiver.symbol, use.name, checker) : "unknown";
  if (declared === "list" || from === "0.x") return "list";
  return from === "1.x" ? "result" : declared;
}
