import type { ts } from "ts-morph";
import type { LanguageSupport } from "../../analysis/language-support.js";
import type { MigrationOptions, Outcome, RewriteTarget, TextEdit } from "../../model.js";
import type { TextStyle } from "../../rewrite/text-style.js";

/** A call of the 0.x contract on a known receiver, and what is known around it. */
export interface CallSite {
  readonly call: ts.CallExpression;
  /** The method's name. */
  readonly name: ts.Node;
  readonly checker: ts.TypeChecker;
  readonly support: LanguageSupport;
  readonly style: TextStyle;
  readonly loops: NonNullable<MigrationOptions["loops"]>;
}

/** What is written in place of a call, or why nothing is. */
export type Rewriting = Extract<Outcome, { readonly action: "rewrite" }> | Obstacle;

/** What stands in the way of a rewrite. */
export interface Obstacle {
  readonly action: "obstacle";
  readonly reason: "OPTIONS_UNKNOWN" | "SHAPE_UNKNOWN" | "TARGET_UNAVAILABLE" | "OPTIONAL_CALL";
  readonly message: string;
}

export function obstacle(reason: Obstacle["reason"], message: string): Obstacle {
  return { action: "obstacle", reason, message };
}

export function rewrite(target: RewriteTarget, edits: readonly TextEdit[], note?: string): Rewriting {
  return { action: "rewrite", target, edits, ...(note === undefined ? {} : { note }) };
}

export function insertion(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

/** Writes something behind a call, as part of its closing parenthesis: so edits of nested calls never meet. */
export function afterCall(call: ts.CallExpression, newText: string): TextEdit {
  return { start: call.end - 1, end: call.end, newText: `)${newText}` };
}
