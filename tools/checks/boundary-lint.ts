import type { Linter } from "eslint";
import { LAYERS, type LayerRule } from "./layers.ts";

/**
 * The configuration of ESLint that shows a wrong import in the editor. It reads the same table as the check of module boundaries,
 * which sees more: dynamic imports, package.json, circles.
 */
export function boundaryLint(layers: Readonly<Record<string, LayerRule>> = LAYERS): Linter.Config[] {
  return Object.entries(layers)
    .filter(([layer]) => layer !== "tools")
    .map(([layer, rule]) => ({
      files: [`packages/${layer}/src/**/*.ts`],
      ignores: ["**/*.test.ts", ...(layer === "core-events" ? [] : ["**/testing/**"])],
      rules: { "no-restricted-imports": ["error", { patterns: patternsFor(layer, rule) }] },
    }));
}

function patternsFor(layer: string, { layers, bundled = [], external }: LayerRule): { regex: string; message: string }[] {
  const own = [layer, ...layers, ...bundled].map((name) => `@sluice/${name}`);
  const patterns = [{ regex: `^(?!${anyOf(own)})@sluice(-tools)?/`, message: `Layer "${layer}" must not import it; see tools/checks/layers.ts.` }];
  if (external === undefined) return patterns;
  const message = `Layer "${layer}" imports no other packages than ${external.join(", ")}.`;
  return [...patterns, { regex: `^(?!\\.|node:|@sluice(-tools)?/|${anyOf(external)})`, message }];
}

/** Matches the packages with their subpaths, not those whose names only begin like theirs. */
function anyOf(names: readonly string[]): string {
  return `(?:${names.join("|")})(?:/|$)`;
}
