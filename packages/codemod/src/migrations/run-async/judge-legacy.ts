import type { ts } from "ts-morph";
import type { Receiver } from "../../analysis/receiver-types.js";
import type { Outcome, ReasonCode } from "../../model.js";
import { styleAt, textStyle } from "../../rewrite/text-style.js";
import { callOf, describeValue } from "./access-shape.js";
import { isExactReceiver } from "./exact-receiver.js";
import type { Interference } from "./interference.js";
import { leftover, TYPE_SUGGESTION } from "./leftovers.js";
import { parkEdits } from "./park.js";
import { rewriteCall } from "./rewrite-call.js";
import { replacementOf } from "./replacement.js";
import type { JudgeContext, Settled, Verdict } from "./verdict.js";

type Own = Extract<Receiver, { readonly kind: "ours" }>;
type Fixed = (reason: ReasonCode, message: string, interference?: Interference["kind"]) => Verdict;

/** What becomes of a use of the 0.x contract on a receiver of ours. */
export function judgeLegacy(settled: Settled, context: JudgeContext, receiver: Own): Verdict {
  const { use, checker, types } = settled;
  const [subject] = use.receivers;
  const isExact = subject !== undefined && use.form === "access" && isExactReceiver(subject, checker, types);
  const parked = (reason: ReasonCode, message: string): Verdict => ({ kind: "legacy", outcome: parkable(settled, receiver, reason, message), isExact });
  const fixed: Fixed = (reason, message, interference) => ({
    kind: "legacy", outcome: leftover(reason, message), isExact, ...(interference === undefined ? {} : { interference }),
  });
  const replacement = replacementOf(use, context.isTest);
  if (replacement !== undefined) return fixed(replacement.reason, replacement.message, replacement.kind);
  if (use.form === "argument") return fixed("DYNAMIC_ACCESS", "The method is reached by reflection");
  if (use.form === "type") return { kind: "legacy", outcome: { ...leftover("NOT_A_CALL", "A type is made from the method's, which has another result in 1.x"), suggestion: TYPE_SUGGESTION }, isExact };
  if (use.form === "dynamic") return fixed("DYNAMIC_ACCESS", "The method is chosen by a computed name");
  if (use.form === "element") return parked("DYNAMIC_ACCESS", "The method is named by a string");
  if (use.form === "binding") return parked("NOT_A_CALL", "The method is taken out of its pipeline");
  if (receiver.owner === "override") return fixed("OVERRIDDEN", "The receiver's class overrides the method");
  const access = use.name.parent as ts.PropertyAccessExpression; // what an `access` is
  const call = callOf(access);
  if (call === undefined) return parked("NOT_A_CALL", describeValue(access));
  if (receiver.owner === "part") return fixed("SHAPE_UNKNOWN", "The receiver's type has only some methods of a pipeline, and not iterResults");
  const style = styleAt(call);
  const rewriting = rewriteCall({ call, name: use.name, checker, style, support: context.support, loops: context.options.loops ?? "equivalent" });
  return rewriting.action === "obstacle" ? parked(rewriting.reason, rewriting.message) : { kind: "legacy", outcome: rewriting, isExact };
}

/** A leftover that may be renamed: the receiver is a pipeline, whole and as the package made it. */
function parkable({ use }: Settled, receiver: Own, reason: ReasonCode, message: string): Outcome {
  const left = leftover(reason, message);
  if (use.member === "runAsyncLegacy" || receiver.owner !== "class") return left;
  const park = parkEdits(use.name, reason, textStyle(use.name.getSourceFile()));
  return park.length === 0 ? left : { ...left, park };
}
