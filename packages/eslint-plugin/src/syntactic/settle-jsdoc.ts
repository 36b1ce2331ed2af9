import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceCode } from "@typescript-eslint/utils/ts-eslint";
import { PACKAGE_NAME } from "../package-name.js";
import { type Settled, type Settler, instanceOf, valueOfType } from "./settled.js";

const NAME = "[A-Za-z_$][\\w$]*";
const IMPORTED = new RegExp(`^import\\(\\s*["']([^"']+)["']\\s*\\)\\.(${NAME})$`);
const DOTTED = new RegExp(`^(${NAME})(?:\\.(${NAME}))?$`);

/** What a value is whose type JSDoc writes as `text`. */
export function settleJsdocType(settler: Settler, text: string, at: TSESTree.Node): Settled | null {
  const type = text.trim().replace(/^[?!]|[?!]$/g, "").replace(/^Promise<(.+)>$/, "$1").trim();
  const [, source, exported] = IMPORTED.exec(type) ?? [];
  if (source === PACKAGE_NAME && exported !== undefined) return instanceOf(settler.member({ kind: "module" }, exported));
  const [, name, member] = DOTTED.exec(type) ?? [];
  if (name === undefined) return null;
  const named = settler.name(name, at);
  if (named === null || member === undefined) return valueOfType(named);
  return instanceOf(settler.member(named, member));
}

/** The type that the JSDoc comment above a node gives with a tag: `@type`, `@returns`, or `@param` of a name. */
export function jsdocTag(sourceCode: Readonly<SourceCode>, node: TSESTree.Node, tag: "type" | "returns" | { readonly param: string }): string | null {
  const comment = sourceCode.getCommentsBefore(node).at(-1);
  if (comment?.type !== "Block" || !comment.value.startsWith("*")) return null;
  const text = comment.value.slice(0, 10_000);
  if (typeof tag === "string") return new RegExp(`@${tag === "returns" ? "returns?" : tag}\\s*\\{([^{}]*)\\}`).exec(text)?.[1] ?? null;
  for (const [, type = "", name] of text.matchAll(/@param\s*\{([^{}]*)\}\s*\[?([\w$]+)/g)) if (name === tag.param) return type;
  return null;
}

/** What the comments of a file call by a name: `@typedef` of an import type, and `@import`. */
export function jsdocAlias(settler: Settler, sourceCode: Readonly<SourceCode>, name: string): Settled | null {
  for (const { type, value } of sourceCode.getAllComments()) {
    if (type !== "Block" || !value.includes(PACKAGE_NAME)) continue;
    const text = value.slice(0, 10_000);
    for (const [, definition = "", alias] of text.matchAll(/@typedef\s*\{([^{}]*)\}\s*([\w$]+)/g)) {
      const [, source, exported] = IMPORTED.exec(definition.trim()) ?? [];
      if (alias === name && source === PACKAGE_NAME && exported !== undefined) return settler.member({ kind: "module" }, exported);
    }
    for (const [, names = "", source] of text.matchAll(/@import\s*\{([^{}]*)\}\s*from\s*["']([^"']+)["']/g)) {
      if (source !== PACKAGE_NAME) continue;
      for (const specifier of names.split(",")) {
        const [exported = "", local = exported] = specifier.trim().split(/\s+as\s+/);
        if (local === name) return settler.member({ kind: "module" }, exported);
      }
    }
  }
  return null;
}
