import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { propertyName } from "../property-name.js";
import { awaited, outermost } from "./outermost.js";
import { closedReads, variableOf } from "./references-of.js";

const PARTS = ["documents", "errors", "stats"] as const;

/** A part of a `PipelineResult`. */
export type ResultPart = (typeof PARTS)[number];

/** One place that reads a part of a result. */
export interface ResultRead {
  readonly part: ResultPart;
  readonly node: TSESTree.Node;
}

/** Every read of the result of `await call`; null if the result goes where that cannot be seen. */
export function resultReads(sourceCode: Readonly<SourceCode>, await_: TSESTree.AwaitExpression): readonly ResultRead[] | null {
  const value = outermost(await_);
  const { parent } = value;
  if (parent?.type === "ExpressionStatement") return [];
  if (parent?.type === "MemberExpression" && parent.object === value) return readOfMember(parent);
  if (parent?.type !== "VariableDeclarator" || parent.init !== value) return null;
  if (parent.id.type === "Identifier") return all(readsOfName(sourceCode, parent, parent.id.name)?.map((node) => readOf(node)));
  return parent.id.type === "ObjectPattern" ? readsOfPattern(sourceCode, parent, parent.id) : null;
}

/** Whether a call's result is taken for a `PipelineResult`: at least one part of it is read, and nothing else. */
export function readsResult(sourceCode: Readonly<SourceCode>, call: TSESTree.CallExpression): boolean {
  const await_ = awaited(call);
  const reads = await_ && resultReads(sourceCode, await_);
  return reads !== null && reads.length > 0;
}

/** The parts that a pattern takes, by the names that it gives them; null where it takes something else too. */
export function partsOf({ properties }: TSESTree.ObjectPattern): ReadonlyMap<string, ResultPart> | null {
  const parts = new Map<string, ResultPart>();
  for (const property of properties) {
    if (property.type !== "Property" || property.value.type !== "Identifier") return null;
    const part = asPart(propertyName(property.key, property.computed));
    if (part === null) return null;
    parts.set(property.value.name, part);
  }
  return parts;
}

function readsOfPattern(sourceCode: Readonly<SourceCode>, declarator: TSESTree.VariableDeclarator, pattern: TSESTree.ObjectPattern): readonly ResultRead[] | null {
  const parts = partsOf(pattern);
  if (parts === null) return null;
  return all([...parts].map(([name, part]) => readsOfName(sourceCode, declarator, name)?.map((node) => ({ part, node })) ?? null));
}

function readsOfName(sourceCode: Readonly<SourceCode>, declarator: TSESTree.VariableDeclarator, name: string): readonly TSESTree.Node[] | null {
  const variable = variableOf(sourceCode, declarator, name);
  return variable === null ? null : closedReads(variable);
}

function readOf(reference: TSESTree.Node): readonly ResultRead[] | null {
  const value = outermost(reference);
  return value.parent?.type === "MemberExpression" && value.parent.object === value ? readOfMember(value.parent) : null;
}

function readOfMember(node: TSESTree.MemberExpression): readonly ResultRead[] | null {
  const part = asPart(propertyName(node.property, node.computed));
  return part === null ? null : [{ part, node }];
}

function asPart(name: string | null): ResultPart | null {
  return PARTS.find((part) => part === name) ?? null;
}

function all(reads: readonly (readonly ResultRead[] | null)[] | undefined): readonly ResultRead[] | null {
  const known: ResultRead[] = [];
  for (const some of reads ?? [null]) {
    if (some === null) return null;
    known.push(...some);
  }
  return known;
}
