import type { ts } from "ts-morph";
import { namesIn, suspends } from "../../analysis/expressions.js";
import { isShadowed } from "../../analysis/is-shadowed.js";
import type { TextEdit } from "../../model.js";
import { cannotThrow } from "./cannot-throw.js";
import { afterCall, type CallSite, insertion, type Obstacle, obstacle } from "./call-site.js";
import { promisePosition } from "./promise-position.js";
import { streamCall } from "./stream-call.js";

/**
 * The edits that turn a call into a promise of the same list, made from the stream.
 *
 * `iterResults` throws at once for a mistake of the caller, where the old call rejected. Where that could be told apart, the
 * call is put into an async function, so that it rejects as before.
 */
export function collectedCall(site: CallSite): readonly TextEdit[] | Obstacle {
  const { call, checker, support } = site;
  if (!support.asyncIteration) return obstacle("TARGET_UNAVAILABLE", "The lib of the configuration does not know async iteration");
  const position = promisePosition(call);
  const array = isShadowed("Array", call, checker) ? "globalThis.Array" : "Array";
  const start = call.getStart();
  if (position.kind !== "safe" && ![call.expression, ...call.arguments].every((part) => cannotThrow(part, { checker, strictNulls: support.strictNulls }))) {
    return obstacle("SHAPE_UNKNOWN", "The receiver or the arguments may fail before there is a promise, in a place where that can be told apart");
  }
  if (support.fromAsync && position.kind !== "exposed") {
    const marked = position.kind === "asyncable" ? [insertion(position.insertAt, "async ")] : [];
    return [...marked, insertion(start, `${array}.fromAsync(`), ...streamCall(site), afterCall(call, ")")];
  }
  if (suspends(call)) return obstacle("SHAPE_UNKNOWN", "The arguments wait for something, in a place where the call cannot be put into a function");
  const guard = position.kind === "exposed" ? position.guard : "";
  if (support.fromAsync) return [insertion(start, `${guard}(async () => ${array}.fromAsync(`), ...streamCall(site), afterCall(call, "))()")];
  if (!support.evolvingArrays) return obstacle("TARGET_UNAVAILABLE", "The lib of the configuration has no Array.fromAsync, and its strictness leaves an empty list without a type");
  const [list, item] = freeNames(call);
  const head = `${guard}(async () => { const ${list} = []; for await (const ${item} of `;
  return [insertion(start, head), ...streamCall(site), afterCall(call, `) ${list}.push(${item}); return ${list}; })()`)];
}

function freeNames(call: ts.CallExpression): readonly [list: string, item: string] {
  const taken = namesIn(call);
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return [free("documents"), free("document")];
}
