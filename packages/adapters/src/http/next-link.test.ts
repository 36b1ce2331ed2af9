import { expect, test } from "vitest";
import { nextLink } from "./next-link.js";

test.each([
  ['<https://a.example/?page=2>; rel="next", <https://a.example/?page=9>; rel="last"', "https://a.example/?page=2"],
  ['<?page=1>; rel=prev, <?page=3>;rel=next', "?page=3"],
  ['<a,b;c>; title="x, <y>; rel=no"; rel="last NEXT"', "a,b;c"],
  ['<a>; rel="last"', null],
  ['<a>; title="next"', null],
  ["", null],
  [undefined, null],
])("%o names %o", (header, target) => expect(nextLink(header)).toBe(target));

test("D31: 50,000 adversarial characters take less than 50 ms", () => {
  const start = performance.now();
  for (const header of ["<".repeat(50_000), '<a>;"'.repeat(10_000), `<a>${"; rel".repeat(10_000)}`, `<a>;${" ".repeat(50_000)}`]) nextLink(header);
  expect(performance.now() - start).toBeLessThan(50);
});
