import type { TSESTree } from "@typescript-eslint/utils";
import { PACKAGE_NAME } from "../package-name.js";

/** Whether a node is the string `"@sluice/pipeline"`. */
export function isPackageName(node: TSESTree.Node | null | undefined): boolean {
  return node?.type === "Literal" && node.value === PACKAGE_NAME;
}
