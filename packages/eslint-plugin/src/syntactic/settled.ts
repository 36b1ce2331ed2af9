import type { TSESTree } from "@typescript-eslint/utils";

/** What an expression or a type is, as far as one file shows without types. */
export type Settled =
  /** The package as a whole: a namespace import, or what `require` gives. */
  | { readonly kind: "module" }
  /** The class of the package or one that extends it, with the classes of this file on the way. */
  | { readonly kind: "class"; readonly subclasses: readonly ClassNode[] }
  /** An instance of such a class. */
  | { readonly kind: "pipeline"; readonly subclasses: readonly ClassNode[] }
  /** An instance of another class of this file: its members may be pipelines. */
  | { readonly kind: "instance"; readonly node: ClassNode }
  /** A value of an object type of this file. */
  | { readonly kind: "shape"; readonly members: readonly TSESTree.TypeElement[] }
  /** An object literal. */
  | { readonly kind: "object"; readonly node: TSESTree.ObjectExpression }
  /** A function of this file: what it returns may be a pipeline. */
  | { readonly kind: "function"; readonly node: FunctionNode };

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;

/** Tells what things of one file are; every method gives null for what the file does not show. */
export interface Settler {
  expression(node: TSESTree.Node): Settled | null;
  type(node: TSESTree.TypeNode): Settled | null;
  /** A type as JSDoc writes it, with names as they are visible at `at`. */
  jsdocType(text: string, at: TSESTree.Node): Settled | null;
  /** What a name means at a place. */
  name(name: string, at: TSESTree.Node): Settled | null;
  member(of: Settled, name: string): Settled | null;
  /** The class itself, as a constructor. */
  classNode(node: ClassNode): Settled | null;
  /** The values that a class assigns to one of its members. */
  assigned(node: ClassNode, name: string): readonly TSESTree.Node[];
  /** What a value is that a pattern takes apart. */
  pattern(node: TSESTree.ObjectPattern): Settled | null;
  /** What a call of the function gives, after `await`. */
  returned(node: FunctionNode): Settled | null;
}

/** What `new` makes of it. */
export function instanceOf(settled: Settled | null): Settled | null {
  return settled?.kind === "class" ? { kind: "pipeline", subclasses: settled.subclasses } : settled?.kind === "instance" ? settled : null;
}

/** What a value of a named type is. */
export function valueOfType(named: Settled | null): Settled | null {
  return named?.kind === "shape" || named?.kind === "pipeline" ? named : instanceOf(named);
}
