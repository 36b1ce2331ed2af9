import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { namesIn, wrapped } from "../../analysis/expressions.js";
import { afterCall, type CallSite, insertion, obstacle, rewrite, type Rewriting } from "./call-site.js";
import { collectedCall } from "./collected-call.js";
import { isConfined } from "./confined-loop.js";
import { loopOverVariable } from "./loop-over-variable.js";
import { argumentsObstacle, streamCall } from "./stream-call.js";

const WOULD_STREAM = "The loop would stream with --loops stream; its body could then see documents before a failure, and leaving it would stop the run";

/** What becomes of one call of the 0.x contract; the same result, errors and effects in every case, unless `loops` allows more. */
export function rewriteCall(site: CallSite): Rewriting {
  const { call } = site;
  if ((call.flags & tsc.NodeFlags.OptionalChain) !== 0) return obstacle("OPTIONAL_CALL", "The call is part of an optional chain, and may not take place");
  const refused = argumentsObstacle(site);
  if (refused !== undefined) return refused;
  const outer = wrapped(call);
  const { parent } = outer;
  if (tsc.isForOfStatement(parent) && parent.expression === outer) return obstacle("SHAPE_UNKNOWN", "The loop reads a promise, which cannot be looped over");
  return tsc.isAwaitExpression(parent) ? rewriteAwaited(site, parent) : listed(site);
}

function rewriteAwaited(site: CallSite, awaited: ts.AwaitExpression): Rewriting {
  const isBare = awaited.expression === site.call;
  const value = wrapped(awaited);
  const isCast = hasCast(site.call, value);
  const { parent } = value;
  if (!site.support.asyncIteration) return listed(site);
  if (tsc.isExpressionStatement(parent) && isBare && value === awaited) return drained(site, awaited, parent);
  if (tsc.isForOfStatement(parent) && parent.expression === value) return isCast ? collected(site) : looped(site, awaited, parent);
  if (tsc.isYieldExpression(parent) && parent.asteriskToken !== undefined) return isCast ? listed(site) : yielded(site, awaited);
  if (!isBare || value !== awaited) return listed(site);
  const loop = loopOverVariable(site, awaited);
  return loop === undefined ? listed(site) : loop === "visible" ? collected(site) : rewrite("loop", loop);
}

function drained(site: CallSite, awaited: ts.AwaitExpression, statement: ts.ExpressionStatement): Rewriting {
  const { call } = site;
  const taken = namesIn(call);
  const name = ["_", "_document", "__document"].find((candidate) => !taken.has(candidate)) ?? "_unused";
  const start = awaited.getStart();
  const edits = [{ start, end: start + "await".length, newText: `for await (const ${name} of` }, ...streamCall(site), afterCall(call, ") {}")];
  const isEnded = /^[^\r\n]*;$/.test(statement.getSourceFile().text.slice(call.end, statement.end)); // else the semicolon protects the next line
  return rewrite("drain", isEnded ? [...edits, { start: statement.end - 1, end: statement.end, newText: "" }] : edits);
}

function looped(site: CallSite, awaited: ts.AwaitExpression, loop: ts.ForOfStatement): Rewriting {
  if (site.loops === "equivalent" && !isConfined(loop, site.checker)) return collected(site);
  const keyword = loop.getStart() + "for".length;
  const forAwait = loop.awaitModifier === undefined ? [insertion(keyword, " await")] : [];
  return rewrite("loop", [...forAwait, withoutAwait(awaited), ...streamCall(site)]);
}

function yielded(site: CallSite, awaited: ts.AwaitExpression): Rewriting {
  if (site.loops === "equivalent") return listed(site, WOULD_STREAM);
  return rewrite("yield", [withoutAwait(awaited), ...streamCall(site)]);
}

function collected(site: CallSite): Rewriting {
  const edits = collectedCall(site);
  return "reason" in edits ? edits : rewrite("collect", edits, WOULD_STREAM);
}

function listed(site: CallSite, note?: string): Rewriting {
  const edits = collectedCall(site);
  return "reason" in edits ? edits : rewrite("list", edits, note);
}

/** Whether something between the two says of the promise or the list what would not be true of the stream. */
function hasCast(inner: ts.Node, outer: ts.Node): boolean {
  for (let at = inner; at !== outer; at = at.parent) if (tsc.isAsExpression(at.parent) || tsc.isSatisfiesExpression(at.parent) || tsc.isTypeAssertionExpression(at.parent)) return true;
  return false;
}

/** Takes the word away and the space behind it; comments stay. */
function withoutAwait(awaited: ts.AwaitExpression): { start: number; end: number; newText: string } {
  const start = awaited.getStart();
  const { text } = awaited.getSourceFile();
  const end = start + "await".length;
  return { start, end: end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0), newText: "" };
}
