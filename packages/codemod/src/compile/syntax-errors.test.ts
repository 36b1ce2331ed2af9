import { expect, test } from "vitest";
import { syntaxFaults } from "./syntax-errors.js";

test("I5 syntaxFaults() takes TSX, decorators, satisfies, shebangs and JSX", () => {
  const texts = new Map([
    ["/a.tsx", "const a = <T,>(x: T) => <p>{x as never}</p>;"],
    ["/b.ts", "@d class A { accessor x = 1 satisfies number; }\nusing y = null;"],
    ["/c.mjs", "#!/usr/bin/env node\nawait import('x', { with: { type: 'json' } });"],
    ["/d.jsx", "export const d = <></>;"],
  ]);
  expect(syntaxFaults(texts)).toEqual([]);
});

test("syntaxFaults() names the first fault of each file that has one", () => {
  const texts = new Map([["/a.ts", "const a = 1;\nconst = 2;"], ["/b.ts", "export {};"], ["/c.js", "let x: number = 1;"]]);
  expect(syntaxFaults(texts)).toMatchObject([{ path: "/a.ts", line: 2 }, { path: "/c.js", line: 1 }]);
});
