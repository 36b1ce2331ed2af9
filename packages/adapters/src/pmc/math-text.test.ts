import { expect, test } from "vitest";
import { elementsOf } from "./jats-element.js";
import { mathText } from "./math-text.js";
import { readJats } from "./read-jats.js";

const textOf = (xml: string): string => mathText(readJats(`<math xmlns:mml="m">${xml}</math>`));
const row = (...xml: readonly string[]): string => `<mrow>${xml.join(" ")}</mrow>`;
const [a, b, n] = ["<mi>a</mi>", "<mi>b</mi>", "<mn>2</mn>"];
const mo = (operator: string): string => `<mo>${operator}</mo>`;

test.each([
  [`<mfrac>${row(a, mo("+"), b)}${n}</mfrac>`, "(a + b)/2"],
  [`<mfrac>${a}<mfrac>${b}${n}</mfrac></mfrac>`, "a/(b/2)"],
  [`<msup>${a}${n}</msup>`, "a^2"],
  [`<msup>${row(mo("("), a, mo("−"), b, mo(")"))}${n}</msup>`, "(a − b)^2"],
  [`<msub>${a}${row("<mi>i</mi>", mo(","), "<mi>j</mi>")}</msub>`, "a_(i, j)"],
  [`<msubsup>${a}<mi>i</mi>${n}</msubsup>`, "a_i^2"],
  [`<munderover>${mo("∑")}${row("<mi>i</mi>", mo("="), "<mn>1</mn>")}<mi>n</mi></munderover>`, "∑_(i = 1)^n"],
  [`<munder><mtext>argmin</mtext>${a}</munder>`, "argmin_a"],
  [`<msqrt>${a}${mo("+")}${b}</msqrt>`, "√(a + b)"],
  [`<mfrac><msqrt>${a}${mo("+")}${b}</msqrt>${row(mo("("), a, mo(")"), mo("("), b, mo(")"))}</mfrac>`, "√(a + b)/((a)(b))"],
  [row(`<msup>${a}${mo("′")}</msup>`, `<msub>${b}<mi>i</mi></msub>`, a), "a′b_i a"],
  [`<mroot>${a}<mn>3</mn></mroot>`, "3√(a)"],
  [`<mover accent="true">${a}${mo("¯")}</mover>`, "ā"],
  [`<mover accent="true"><mi>x</mi>${mo("⃗")}</mover>`, "x\u20d7"],
  [`<mover>${mo("←")}<mtext>$</mtext></mover>`, "←^$"],
  [`<mfenced>${a}${b}</mfenced>`, "(a, b)"],
  [`<mfenced open="{" close="" separators="">${a}${b}</mfenced>`, "{a b"],
  [`<mtable><mtr><mtd>${a}</mtd><mtd>${mo("=")}</mtd><mtd>${n}</mtd></mtr> <mtr><mtd>${b}</mtd></mtr></mtable>`, "a = 2; b"],
  [row("<mi>t</mi>", "<mi>h</mi>", "<mi>r</mi>", mo("="), "<mi>max</mi>", mo("{"), "<mi>s</mi>", mo("|"), "<mi>s</mi>", mo("∈"), a, mo("}")), "thr = max{s | s ∈ a}"],
  [row(mo("−"), n, a, mo("\u2062"), b), "−2ab"],
  [row("<mi>sin</mi>", mo("\u2061"), "<mi>x</mi>"), "sin x"],
  [row(n, "<mtext>if</mtext>", a, mo("≥"), n), "2 if a ≥ 2"],
  [row(a, "<mphantom><mi>x</mi></mphantom>", "<mspace width='1em'/>", b), "a b"],
  [`<semantics>${a}<annotation encoding="TeX">a</annotation></semantics>`, "a"],
  ["<apply>x <plus/> y</apply>", "x y"],
  ["", ""],
])("%s reads %j", (xml, text) => expect(textOf(xml)).toBe(text));

test("a formula with prefixed names reads like one without", () => {
  const [math] = elementsOf(readJats(`<p><mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math></p>`));
  expect(math === undefined ? null : mathText(math)).toBe("x^2");
});

test("D20: 200 levels of fractions are read in bounded time", () => {
  const start = performance.now();
  const xml = `${"<mfrac><mi>a</mi>".repeat(200)}<mi>b</mi>${"</mfrac>".repeat(200)}`;
  expect(textOf(xml)).toMatch(/^a\/\(a\/\(/);
  expect(performance.now() - start).toBeLessThan(500);
});

test("D20: a formula of megabytes costs no more than its characters", () => {
  const start = performance.now();
  const text = textOf(`${"<msup><mrow>".repeat(100)}<mi>${"(a)".repeat(1_000_000)}</mi>${"</mrow><mn>2</mn></msup>".repeat(100)}`);
  expect(text).toHaveLength(3_000_100);
  expect(performance.now() - start).toBeLessThan(2_000);
});
