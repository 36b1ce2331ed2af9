import { beforeAll, expect, test } from "vitest";
import { loadCompiler, tsc } from "../analysis/compiler.js";
import { applyEdits } from "../files/apply-edits.js";
import { markerEdits } from "./marker.js";
import { textStyle } from "./text-style.js";

beforeAll(loadCompiler);

/** The text with a marker for the first identifier `x`. */
function marked(text: string): string {
  const file = tsc.createSourceFile("a.tsx", text, tsc.ScriptTarget.ESNext, true);
  let found: Parameters<typeof markerEdits>[0] = file;
  const visit = (node: Parameters<typeof markerEdits>[0]): void => {
    if (found === file && tsc.isIdentifier(node) && node.text === "x") found = node;
    tsc.forEachChild(node, visit);
  };
  visit(file);
  return applyEdits(text, markerEdits(found, "WHY", textStyle(file)));
}

test.each([
  [`x();\n`, `// sluice-codemod: parked WHY\nx();\n`],
  [`{\r\n\treturn [\r\n\t\tx];\r\n}`, `{\r\n\t// sluice-codemod: parked WHY\r\n\treturn [\r\n\t\tx];\r\n}`],
  [`class A {\n  y = x;\n}`, `class A {\n  // sluice-codemod: parked WHY\n  y = x;\n}`],
  [`a(); x();`, `a(); /* sluice-codemod: parked WHY */ x();`],
  [`const a = <div>\n  {x}\n</div>;`, `// sluice-codemod: parked WHY\nconst a = <div>\n  {x}\n</div>;`],
  [`#!/usr/bin/env node\nx();`, `#!/usr/bin/env node\n// sluice-codemod: parked WHY\nx();`],
])("%j becomes %j", (before, after) => {
  expect(marked(before)).toBe(after);
});

test("what is marked is not marked again", () => {
  for (const text of [`x();\n`, `a(); x();`]) expect(marked(marked(text))).toBe(marked(text));
});
