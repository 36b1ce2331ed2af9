import { createRule } from "../create-rule.js";
import { documentsUse } from "../flow/documents-use.js";
import { isUsedAsList } from "../flow/list-use.js";
import { awaited } from "../flow/outermost.js";
import { resultReads } from "../flow/result-reads.js";
import { methodResolver, typedServices } from "../method-resolver.js";
import { eagerRewrite } from "../rewrites/eager-rewrite.js";
import { fixOf } from "../rewrites/text-edit.js";
import { callOf, type EagerMethod, type RunUse } from "../run-use.js";
import { visitRunUses } from "../visit-run-uses.js";
import { streamMessages, type StreamMessage } from "./stream-messages.js";

const NAMES: ReadonlySet<EagerMethod> = new Set(["runAsync"]);

interface StreamOptions {
  /** Check what imports, annotations and classes of the file itself show where types are missing. @default true */
  readonly syntacticFallback?: boolean;
}

/** Shows eager runs of 1.x whose list of documents is not needed as a list. */
export const preferStreamEvents = createRule<[StreamOptions], StreamMessage>({
  name: "prefer-stream-events",
  meta: {
    type: "suggestion",
    docs: { description: "Prefer a stream where the documents of `runAsync` are only looped over, counted or not read", configs: ["recommended", "strict"] },
    hasSuggestions: true,
    schema: [
      {
        type: "object",
        properties: {
          syntacticFallback: { type: "boolean", description: "Check what imports, annotations and classes of the file itself show where types are missing." },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ syntacticFallback: true }],
    messages: streamMessages,
  },
  create(context, [{ syntacticFallback = true }]) {
    const { sourceCode } = context;
    const services = typedServices(context);
    const resolve = methodResolver(context, { syntacticFallback });

    /** The message for a call whose list nobody needs; null for any other, decided before the types are asked. */
    const finding = (use: RunUse): "eagerLoop" | "eagerFigures" | "eagerUnread" | null => {
      const call = callOf(use);
      const await_ = call && awaited(call);
      const reads = await_ && resultReads(sourceCode, await_);
      if (!call || !reads || isUsedAsList(sourceCode, call)) return null;
      if (reads.length === 0) return "eagerUnread";
      const uses = reads.filter(({ part }) => part === "documents").map(({ node }) => documentsUse(node, call).kind);
      if (uses.includes("other")) return null;
      const loops = uses.filter((kind) => kind === "loop").length;
      return loops === 0 ? "eagerFigures" : loops === 1 ? "eagerLoop" : null; // a list is right for two passes
    };

    return visitRunUses(context, NAMES, (use) => {
      const messageId = finding(use);
      if (messageId === null) return;
      const method = resolve(use);
      if (method === null || method.contract === "list") return;
      if (messageId === "eagerUnread" && method.contract === "unknown") return; // may as well be of 0.x
      const rewrite = eagerRewrite({ sourceCode, use, method, services });
      context.report({ node: use.nameNode, messageId, suggest: rewrite === null ? [] : [{ messageId: rewrite.messageId, fix: fixOf(rewrite.edits) }] });
    });
  },
});
