import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import type { MemberUse } from "../../analysis/member-uses.js";
import type { Outcome, RunMethod, SiteKind } from "../../model.js";
import { contractOfUse } from "./contract-of-use.js";
import type { Interference } from "./interference.js";
import { judgeLegacy } from "./judge-legacy.js";
import { leftover } from "./leftovers.js";
import { isInModuleMock, replacementOf, unknownReplacement } from "./replacement.js";
import type { JudgeContext, Settled, Verdict } from "./verdict.js";

const keep: Outcome = { action: "keep" };

/** What a use is and what becomes of it; undefined if it is none of ours. */
export function judge(settled: Settled, context: JudgeContext): Verdict | undefined {
  const { use, receiver } = settled;
  const method = use.member as RunMethod; // the uses were looked for by these names
  const isLegacyName = method === "runAsync" || method === "runAsyncLegacy";
  const stranger = isLegacyName ? judgeStranger(settled, context) : undefined;
  if (stranger !== undefined) return stranger;
  if (receiver.kind === "foreign" || (use.form === "dynamic" && !mayBeNamed(use, settled.checker))) return undefined;
  if (receiver.kind === "unknown") return judgeUnknown(use, method);
  const verdict = (kind: SiteKind, outcome: Outcome, more: Partial<Verdict> = {}): Verdict => ({ kind, outcome, isExact: false, ...more });
  if (!isLegacyName) {
    if (use.form === "declaration" && method === "iterResults") return verdict("streaming", keep, { interference: "override" });
    return names(use) ? verdict("streaming", keep) : undefined;
  }
  if (receiver.kind !== "ours") return verdict("unresolved", leftover("RECEIVER_UNKNOWN", "The receiver may also be something other than a pipeline"));
  const contract = contractOfUse(settled, context.options);
  if (contract !== "list") {
    const replacement = replacementOf(use, context.isTest);
    if (replacement !== undefined) return verdict("eager", keep, { interference: replacement.kind, isSilent: use.form !== "access" });
  }
  if (contract === "result") return names(use) ? verdict("eager", keep) : undefined;
  if (contract === "unknown") return verdict("unresolved", leftover("SHAPE_UNKNOWN", "Neither the types nor the code around it say which contract the call has; give --from"));
  return judgeLegacy(settled, context, receiver);
}

/** Something that is no pipeline by its type, and takes the place of one nevertheless. */
function judgeStranger({ use, receiver, types }: Settled, { isTest, castMethods }: JudgeContext): Verdict | undefined {
  const found = (kind: SiteKind, message: string, interference: Interference["kind"]): Verdict => ({ kind, outcome: leftover("TEST_DOUBLE", message), isExact: false, interference });
  if (isInModuleMock(use)) return found("legacy", "A mock of the package stands in for a pipeline here", "double");
  if (castMethods.has(use.name.parent)) return found("legacy", "A cast gives this method out as a pipeline's", isTest ? "double" : "stand-in");
  if (receiver.kind !== "unknown" && (receiver.kind !== "foreign" || use.form !== "property")) return undefined;
  const replaced = unknownReplacement(use, types, isTest);
  return replaced === undefined ? undefined : found("unresolved", "The method is replaced on something that may be a pipeline", replaced);
}

function judgeUnknown(use: MemberUse, method: RunMethod): Verdict | undefined {
  if (!names(use) || method === "ingest") return undefined; // too common a word to be called ours without a type
  const isLegacy = method === "runAsync" || method === "runAsyncLegacy";
  const outcome = isLegacy ? leftover("RECEIVER_UNKNOWN", "The receiver has no type that says what it is") : keep;
  return { kind: "unresolved", outcome, isExact: false };
}

/** Whether a use reads the method, rather than declaring, replacing or describing it. */
function names({ form }: MemberUse): boolean {
  return form === "access" || form === "element" || form === "binding";
}

/** Whether a computed name could be the method's. */
function mayBeNamed({ name, member }: MemberUse, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(name);
  const constraint = checker.getBaseConstraintOfType(type) ?? type;
  return (constraint.isUnion() ? constraint.types : [constraint]).some((part) => {
    if (part.isStringLiteral()) return part.value === member;
    return (part.flags & (tsc.TypeFlags.String | tsc.TypeFlags.Any | tsc.TypeFlags.TemplateLiteral)) !== 0;
  });
}
