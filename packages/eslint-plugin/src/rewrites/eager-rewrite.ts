import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { documentsUse } from "../flow/documents-use.js";
import { isUnderRecovery } from "../flow/is-under-recovery.js";
import { resultForm } from "../flow/result-form.js";
import { partsOf, resultReads } from "../flow/result-reads.js";
import { runsToItsEnd } from "../flow/runs-to-its-end.js";
import { callOf, type RunMethod, type RunUse } from "../run-use.js";
import type { StreamMessage } from "../rules/stream-messages.js";
import type { TypedServices } from "../ts-types.js";
import { isPlainCall, rename } from "./call-edits.js";
import { isOrdinaryStatement } from "./declaration-tests.js";
import { drainEdits } from "./drain-edits.js";
import { countEdits, errorsEdits, statsEdits } from "./figures-edits.js";
import { limitsDocuments } from "./limits-documents.js";
import { hasComment } from "./layout.js";
import { loopBehindEdits } from "./loop-behind-edits.js";
import { soleLoopBehind } from "./sole-loop-behind.js";
import { loopAwaits, type TextEdit } from "./text-edit.js";

/** What {@link eagerRewrite} goes by. */
export interface EagerSite {
  readonly sourceCode: Readonly<SourceCode>;
  readonly use: RunUse;
  readonly method: RunMethod;
  readonly services: TypedServices | null;
}

/** The one streaming form of an eager run that is simple enough to be right, or null. */
export function eagerRewrite(site: EagerSite): { readonly messageId: StreamMessage; readonly edits: readonly TextEdit[] } | null {
  const { sourceCode, use, method, services } = site;
  const call = callOf(use);
  if (call === null || !method.certain || !isPlainCall(use, call) || limitsDocuments(services, call)) return null;
  const stream = method.offers.iterResults === false ? null : [rename(use, "iterResults")];
  const form = resultForm(call);
  if (form.kind === "drain") return stream && { messageId: "streamDrain", edits: drainEdits(sourceCode, call, form.statement, stream) };
  const await_ = call.parent;
  if (await_.type !== "AwaitExpression") return null;
  const loop = stream && (loopEdits(sourceCode, call, await_, stream) ?? declaredLoopEdits(sourceCode, call, await_, stream));
  if (loop) return { messageId: "streamLoop", edits: loop };
  const count = stream && countEdits(sourceCode, call, await_, stream);
  if (count) return { messageId: "streamCount", edits: count };
  if (method.offers.streamEvents === false) return null;
  const events = [rename(use, "streamEvents")];
  const part = solePart(await_);
  if (part === "errors") return asSuggestion("streamErrors", errorsEdits(sourceCode, call, await_, events));
  return part === "stats" ? asSuggestion("streamStats", statsEdits(sourceCode, call, await_, events)) : null;
}

function asSuggestion(messageId: StreamMessage, edits: readonly TextEdit[] | null): { readonly messageId: StreamMessage; readonly edits: readonly TextEdit[] } | null {
  return edits === null ? null : { messageId, edits };
}

/** `for (const d of (await call).documents)`. */
function loopEdits(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, await_: TSESTree.AwaitExpression, stream: readonly TextEdit[]): TextEdit[] | null {
  const right = await_.parent;
  if (right.type !== "MemberExpression" || right.parent.type !== "ForOfStatement" || right.parent.right !== right) return null;
  const loop = right.parent;
  if (!runsToItsEnd(sourceCode, loop) || isUnderRecovery(sourceCode, loop)) return null;
  if (hasComment(sourceCode, right.range[0], call.range[0]) || hasComment(sourceCode, call.range[1], right.range[1])) return null;
  return [
    ...loopAwaits(loop),
    { range: [right.range[0], call.range[0]], newText: "" },
    ...stream,
    { range: [call.range[1], right.range[1]], newText: "" },
  ];
}

/** `const { documents } = await call;` or `const result = await call;`, with the loop right behind it. */
function declaredLoopEdits(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression, await_: TSESTree.AwaitExpression, stream: readonly TextEdit[]): TextEdit[] | null {
  const declarator = await_.parent;
  if (declarator.type !== "VariableDeclarator") return null;
  const reads = resultReads(sourceCode, await_);
  const [read] = reads ?? [];
  if (reads?.length !== 1 || read?.part !== "documents" || (declarator.id.type === "ObjectPattern" && declarator.id.properties.length !== 1)) return null;
  const use = documentsUse(read.node, call);
  if (use.kind !== "loop" || use.loop === null) return null;
  const loop = soleLoopBehind(sourceCode, declarator.parent, read.node, call);
  return loop && loopBehindEdits(sourceCode, { declaration: declarator.parent, call, loop, stream });
}

/** The only part that a declaration takes from a result, under a name of its own. */
function solePart(await_: TSESTree.AwaitExpression): string | null {
  const declarator = await_.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "ObjectPattern" || !isOrdinaryStatement(declarator.parent)) return null;
  const parts = [...(partsOf(declarator.id)?.values() ?? [])];
  return parts.length === 1 ? (parts[0] ?? null) : null;
}
