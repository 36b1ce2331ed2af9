import { describe, expect, test } from "vitest";
import { inlineText } from "./inline-text.js";
import { attributeOf, elementAt } from "./jats-element.js";
import { readJats } from "./read-jats.js";

const failing = (code: string): unknown => expect.objectContaining({ name: "SluiceError", code });
const bare = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2 20190208//EN" "JATS-archivearticle1.dtd">';

test("elements, attributes and text are read, prefixes left out", () => {
  const root = readJats('<article xml:lang="en"><body><p>a <mml:math>x</mml:math> &lt;b&gt; &#x3b2;<![CDATA[ & ]]></p></body></article>');
  expect(root.name).toBe("article");
  expect(attributeOf(root, "lang")).toBe("en");
  expect(inlineText(elementAt(root, "body", "p"))).toBe("a x <b> β &");
});

test.each([
  bare,
  bare.replace('"JATS', '\n  "JATS'),
  '<!DOCTYPE article SYSTEM "a.dtd">',
  "<!DOCTYPE article>",
])("D30: the bare DOCTYPE %j of a real article passes, and nothing is fetched", (doctype) => {
  expect(readJats(`<?xml version="1.0"?>${doctype}<article/>`).name).toBe("article");
});

describe("D30: a DOCTYPE that could declare something is refused", () => {
  const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
  test.each([
    ["an entity bomb", `<!DOCTYPE article [<!ENTITY l0 "lol">${laughs}]><article>&l10;</article>`],
    ["an external entity", '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article>&x;</article>'],
    ["a parameter entity", '<!DOCTYPE article [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><article/>'],
    ["an empty internal subset", "<!DOCTYPE article []><article/>"],
    ["a quadratic one", `<!DOCTYPE article [<!ENTITY a "${"a".repeat(50_000)}">]><article>${"&a;".repeat(50_000)}</article>`],
    ["a repeated one", `${bare}${bare}<article/>`],
    ["one behind the root", `<article/>${bare}`],
    ["one that is no DOCTYPE", "<!DOCTYPE article PUBLIC x><article/>"],
    ["a very long one", `<!DOCTYPE article SYSTEM "${"a".repeat(50_000)}"><article/>`],
  ])("%s", (_, xml) => expect(() => readJats(xml)).toThrow(failing("RECORD_MALFORMED")));
});

test.each(["&nbsp;", "&x;", "&constructor;", "&__proto__;", "&;", "&#0;", "&#xD800;", "&#x110000;", "&#1e3;", `&${"a".repeat(50_000)};`])("D30: the reference %.20s is no name of XML", (reference) => {
  expect(() => readJats(`<article>${reference}</article>`)).toThrow(failing("RECORD_MALFORMED"));
});

test("D30: two million numeric references are read in bounded time", () => {
  const start = performance.now();
  expect(inlineText(readJats(`<article>${"&#65;".repeat(2_000_000)}</article>`))).toHaveLength(2_000_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("D20: XML 300,000 deep is refused", () => {
  expect(() => readJats(`${"<a>".repeat(300_000)}${"</a>".repeat(300_000)}`)).toThrow(failing("RECORD_TOO_LARGE"));
});

test("D20: more than a million elements are refused", () => {
  expect(() => readJats(`<a>${"<a/>".repeat(1_000_000)}</a>`)).toThrow(failing("RECORD_TOO_LARGE"));
});

test("D20: an element with 50,000 attributes is read in bounded time", () => {
  const start = performance.now();
  readJats(`<a ${Array.from({ length: 50_000 }, (_, n) => `a${n}="${n}"`).join(" ")}/>`);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test.each(["", "  ", "<?xml version='1.0'?>", bare, "<article", "<article>", "<article><body><p>text</p></body>", "<article>text <!-- com", "<article><![CDATA[x"])("D15: %j ends before its root does", (xml) => {
  expect(() => readJats(xml)).toThrow(failing("SOURCE_TRUNCATED"));
});

test.each(["text", "{}", "<a></b>", "<a/><b/>", "<a b></a>", "<a b='1' b='2'/>", "<article>\u0000</article>", "<article>a & b; c</article>"])("%j is not well-formed", (xml) => {
  expect(() => readJats(xml)).toThrow(failing("RECORD_MALFORMED"));
});

test("D23: names of Object.prototype are names like others", () => {
  const root = readJats('<article __proto__="1" constructor="2"><__proto__>a</__proto__></article>');
  expect(attributeOf(root, "__proto__")).toBe("1");
  expect(attributeOf(root, "toString")).toBeUndefined();
  expect(inlineText(elementAt(root, "__proto__"))).toBe("a");
  expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
});
