import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import type { TSESTree } from "@typescript-eslint/utils";
import { hasLocalEffects } from "../flow/has-local-effects.js";
import { isUnderRecovery } from "../flow/is-under-recovery.js";
import { closedReads, variableOf } from "../flow/references-of.js";
import { resultForm } from "../flow/result-form.js";
import { runsToItsEnd } from "../flow/runs-to-its-end.js";
import type { LegacyMessage } from "../rules/legacy-messages.js";
import { callOf, type RunMethod, type RunUse } from "../run-use.js";
import { isPlainCall, rename, throwingStream } from "./call-edits.js";
import { collectEdits } from "./collect-edits.js";
import { drainEdits } from "./drain-edits.js";
import { eventLoopEdits } from "./event-loop-edits.js";
import { listEdits } from "./list-edits.js";
import { loopBehindEdits } from "./loop-behind-edits.js";
import { loopAwaits, type TextEdit, withoutAwait } from "./text-edit.js";
import { soleLoopBehind } from "./sole-loop-behind.js";

/** A rewrite with the title it has in the editor. */
export interface Rewrite {
  readonly messageId: LegacyMessage;
  readonly edits: readonly TextEdit[];
  /** Whether nothing that can be observed changes, also if the run fails half way, so that it may be applied unseen. */
  readonly automatic: boolean;
}

/** What {@link legacyRewrites} goes by. */
export interface RewriteSite {
  readonly sourceCode: Readonly<SourceCode>;
  readonly use: RunUse;
  readonly method: RunMethod;
  readonly fromAsync: boolean;
}

/** What may stand in place of a use of the 0.x contract, best first; nothing where that cannot be told. */
export function legacyRewrites(site: RewriteSite): Rewrite[] {
  const { use, method } = site;
  const call = callOf(use);
  if (!method.certain) return [];
  const rewrites = call !== null && isPlainCall(use, call) && method.offers.iterResults !== false ? streamingRewrites(site, call) : [];
  const keeps = method.offers.runAsyncLegacy === true || (method.basis === "syntax" && method.offers.runAsyncLegacy === "unknown");
  if (use.name === "runAsync" && keeps) rewrites.push(suggest("keepLegacy", [rename(use, "runAsyncLegacy")]));
  return rewrites;
}

function streamingRewrites({ sourceCode, use, method, fromAsync }: RewriteSite, call: TSESTree.CallExpression): Rewrite[] {
  const stream = throwingStream(sourceCode, use, call);
  if (stream === null) return [];
  const form = resultForm(call);
  const automatic = method.basis === "types" && method.offers.iterResults === true && use.name === "runAsyncLegacy";
  const list = fromAsync ? listEdits(sourceCode, call, stream) : null;
  const asList = list === null ? [] : [suggest("streamList", list)];
  switch (form.kind) {
    case "loop": {
      if (!runsToItsEnd(sourceCode, form.loop) || isUnderRecovery(sourceCode, form.loop)) return asList;
      const unseen = automatic && hasLocalEffects(sourceCode, form.loop);
      const edits = [...loopAwaits(form.loop), withoutAwait(sourceCode, form.await), ...stream];
      const events = method.offers.streamEvents === false ? null : eventLoopEdits(sourceCode, use, form.await, form.loop);
      return [
        { messageId: "streamLoop", edits, automatic: unseen },
        ...(unseen ? [] : asList),
        ...(events === null ? [] : [suggest("streamEvents", events)]),
      ];
    }
    case "yield":
      if (isUnderRecovery(sourceCode, call)) return asList;
      return [suggest("streamYield", [withoutAwait(sourceCode, form.await), ...stream]), ...asList];
    case "drain":
      return [suggest("streamDrain", drainEdits(sourceCode, call, form.statement, stream))];
    case "variable": {
      const read = soleRead(sourceCode, form.declaration, form.id.name);
      const loop = read && soleLoopBehind(sourceCode, form.declaration, read, call);
      const moved = loop && loopBehindEdits(sourceCode, { declaration: form.declaration, call, loop, stream });
      if (moved) return [suggest("streamLoop", moved), ...asList];
      const collect = fromAsync ? null : collectEdits(sourceCode, call, form, stream);
      return collect === null ? asList : [suggest("streamCollect", collect)];
    }
    case "list":
      return asList;
  }
}

function soleRead(sourceCode: Readonly<SourceCode>, declaration: TSESTree.VariableDeclaration, name: string): TSESTree.Node | null {
  const variable = variableOf(sourceCode, declaration, name);
  const reads = variable === null ? null : closedReads(variable);
  return reads?.length === 1 ? (reads[0] ?? null) : null;
}

function suggest(messageId: LegacyMessage, edits: readonly TextEdit[]): Rewrite {
  return { messageId, edits, automatic: false };
}
