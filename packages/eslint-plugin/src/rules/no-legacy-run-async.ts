import { createRule } from "../create-rule.js";
import { isUsedAsList } from "../flow/list-use.js";
import { readsResult } from "../flow/result-reads.js";
import { methodResolver, typedServices } from "../method-resolver.js";
import { legacyRewrites } from "../rewrites/legacy-rewrites.js";
import { fixOf } from "../rewrites/text-edit.js";
import { callOf, type EagerMethod, type RunMethod, type RunUse } from "../run-use.js";
import { isExpectedAsList } from "../typed/expected-as-list.js";
import { hasFromAsync } from "../typed/has-from-async.js";
import { visitRunUses } from "../visit-run-uses.js";
import { legacyMessages, type LegacyMessage } from "./legacy-messages.js";
import { type LegacyOptions, legacyOptionsSchema } from "./legacy-options.js";

const NAMES: ReadonlySet<EagerMethod> = new Set(["runAsync", "runAsyncLegacy"]);

/** Shows every use of the 0.x contract: `runAsyncLegacy`, and `runAsync` where its result is a list. */
export const noLegacyRunAsync = createRule<[LegacyOptions], LegacyMessage>({
  name: "no-legacy-run-async",
  meta: {
    type: "suggestion",
    docs: { description: "Disallow the eager 0.x contract of `runAsync` and `runAsyncLegacy`", configs: ["recommended", "strict"] },
    fixable: "code",
    hasSuggestions: true,
    schema: legacyOptionsSchema,
    defaultOptions: [{ syntacticFallback: true, from: "auto" }],
    messages: legacyMessages,
  },
  create(context, [{ syntacticFallback = true, from = "auto" }]) {
    const { sourceCode } = context;
    const services = typedServices(context);
    const resolve = methodResolver(context, { syntacticFallback });
    let fromAsync: boolean | undefined;

    const isLegacy = (use: RunUse, { basis, contract }: RunMethod): boolean => {
      if (use.name === "runAsyncLegacy") return true;
      const call = callOf(use);
      if (call !== null && readsResult(sourceCode, call)) return false; // already written for 1.x, whatever is installed
      if (contract === "list") return true;
      if (contract === "unknown" && basis === "syntax" && from !== "auto") return from === "0.x";
      if (call === null) return false;
      return isUsedAsList(sourceCode, call) || (services !== null && contract === "result" && isExpectedAsList(services, call));
    };

    return visitRunUses(context, NAMES, (use) => {
      const method = resolve(use);
      if (method === null || !isLegacy(use, method)) return;
      fromAsync ??= services === null || hasFromAsync(services);
      const rewrites = legacyRewrites({ sourceCode, use, method, fromAsync });
      const automatic = rewrites.find((rewrite) => rewrite.automatic);
      const what = use.name === "runAsync" ? "legacyContract" : "legacyMethod";
      context.report({
        node: use.nameNode,
        messageId: method.basis === "types" ? what : `${what}Untyped`,
        suggest: rewrites.map(({ messageId, edits }) => ({ messageId, fix: fixOf(edits) })),
        ...(automatic && { fix: fixOf(automatic.edits) }),
      });
    });
  },
});
