import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import type { PageHandler } from "./page-handler.js";
import { pageFacts } from "./page-metadata.js";
import { parsePage, type ParsePageOptions } from "./parse-page.js";

async function parse(html: string, changes: Partial<ParsePageOptions> = {}): Promise<PageHandler> {
  return await parsePage(html, { docId: "page", maxDepth: 2_000, maxLinks: 1_000, timeoutMs: 30_000, signal: new AbortController().signal, ...changes });
}

async function factsOf(html: string, url: string | null = "https://example.org/a/b?c"): Promise<ReturnType<typeof pageFacts>> {
  return pageFacts(await parse(html), { url: url === null ? null : new URL(url) });
}

test("what a reader sees is text: blocks apart, scripts and the like left out", async () => {
  const { body } = await parse(`<!doctype html><title>T</title><style>p{}</style><nav>menu</nav>
    <p>One&nbsp;&amp; <b>t</b>wo<br>three</p><script>if (a < b) alert("</p>")</script><template><p>no</p></template>
    <p hidden>no<p>four</p><ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3</table><noscript>no</noscript><svg><title>no</title></svg>
    <pre>  x\n\ty</pre>`);
  expect(body.text).toBe("One\u00a0& two\nthree\n\nfour\n\na\nb\n\n1\t2\n3\n\nx\n\ty".replace("x\n", "  x\n"));
});

test("headings cut the text into sections", async () => {
  const { body } = await parse("before<h1>A <i>title</i></h1><p>one</p><h2></h2><p>two</p><h3>Empty</h3>");
  expect(body.sections).toEqual([
    { title: null, text: "before" },
    { title: "A title", text: "one" },
    { title: null, text: "two" },
    { title: "Empty", text: "" },
  ]);
  expect(body.text).toBe("before\n\nA title\n\none\n\ntwo\n\nEmpty");
});

test("the text of <main> stands on its own", async () => {
  const { main, body } = await parse("<div>head</div><main><h1>A</h1>b<nav>c</nav></main><footer>foot</footer><div role=main>d</div>");
  expect([main.text, body.text]).toEqual(["A\n\nb\n\nd", "head\n\nA\n\nb\n\nd"]);
});

test("what a page repeats or hides is no text: its footer, menus by role, closed dialogs, what is not displayed", async () => {
  const { body } = await parse(`<div role="navigation">menu</div><form role="search">find</form><div style="color:red; display: none">no</div><span aria-hidden="true">★</span><dialog>no</dialog><dialog open>yes</dialog>
    <article><p>text</p><footer>by Ada</footer></article><div role="contentinfo">no</div><footer>© <a rel="license" href="/by">CC</a></footer>`);
  expect(body.text).toBe("yes\n\ntext\n\nby Ada");
});

test("raised numbers do not run into what is before them", async () => {
  const { body } = await parse('<p>5 × 10<sup>6</sup> cells/m<sup> 2 </sup>, 18<sup>th</sup>, shown<sup><a href="#1">[1]</a></sup> x<sup>2<p>unclosed</p>');
  expect(body.text).toBe("5 × 10⁶ cells/m², 18th, shown[1] x2\n\nunclosed");
  expect((await parse("<h2>R<sup>2</sup></h2>a<sup>b")).body.sections).toEqual([{ title: "R²", text: "ab" }]);
});

test("D23: a NUL stands for nothing", async () => expect((await parse("<title>a\0</title><p>b\0c")).body.text).toBe("bc"));

test.each([
  ['<link rel="license" href="/by/4.0/"><meta name="dc.rights" content="x">', "https://example.org/by/4.0/"],
  ['<p>Under <a rel="nofollow license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>', "https://creativecommons.org/licenses/by/4.0/"],
  ['<script type="application/ld+json">{"headline":"a","license":{"@type":"CreativeWork","url":"https://x/l"}}</script>', "https://x/l"],
  ['<meta name="DCTERMS.license" content="CC0"><meta name="rights" content="all">', "CC0"],
  ['<a href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>', null],
])("%s states the licence %j", async (html, license) => expect((await factsOf(html)).license).toBe(license));

test("title, authors, date and language are those the page states, the scholarly ones first", async () => {
  const jsonLd = { "@context": "https://schema.org", "@graph": [{ "@type": "WebSite" }, { headline: "J", datePublished: "2020-01-02", author: [{ name: "Ada" }, "Bob"] }] };
  const head = `<html lang="ar" dir="RTL"><title> Page
     title </title><meta property="og:title" content="Open title"><meta name="Description" content="About"><link rel="x CANONICAL" href="/c#d">
     <script type="application/ld+json">${JSON.stringify(jsonLd)}</script><script type="application/ld+json">{"broken</script>`;
  expect(await factsOf(head)).toEqual({
    title: "Open title",
    license: null,
    metadata: {
      description: "About",
      canonicalUrl: "https://example.org/c",
      language: "ar",
      direction: "rtl",
      published: "2020-01-02",
      authors: ["Ada", "Bob"],
      brokenJsonLd: 1,
      links: [],
      linkCount: 0,
    },
  });
  const citation = ["title:C", "author:D, E.", "author:F, G.", "publication_date:2001/05/06", "doi:10.1/x"].map((pair) => `<meta name="citation_${pair.replace(":", '" content="')}">`);
  expect(await factsOf(head + citation.join(""))).toMatchObject({ title: "C", metadata: { authors: ["D, E.", "F, G."], published: "2001/05/06", doi: "10.1/x" } });
});

test("a page that states little gets little", async () => {
  expect(await factsOf("<h1>Only a heading</h1>", null)).toEqual({ title: "Only a heading", license: null, metadata: { links: [], linkCount: 0 } });
  expect(await factsOf("", null)).toEqual({ title: null, license: null, metadata: { links: [], linkCount: 0 } });
});

test("links are absolute; those that lead nowhere are only counted", async () => {
  const html = '<base href="/base/"><a href="x">1</a><a href="//h/y#z">2</a><a href="javascript:alert(1)">3</a><a href="http://[">4</a><a name="n">5</a>';
  expect((await factsOf(html)).metadata).toMatchObject({ links: ["https://example.org/base/x", "https://h/y#z"], linkCount: 4 });
  const many = await parse("<a href=/x>".repeat(30), { maxLinks: 3 });
  expect([many.hrefs.length, many.linkCount]).toEqual([3, 30]);
});

test("D23: names like __proto__ do no harm", async () => {
  const { metadata } = await factsOf('<meta name="__proto__" content="x"><meta name="constructor" content="y"><p __proto__="z"><script type="application/ld+json">{"__proto__":{"author":"x"},"headline":"h"}</script>');
  expect(metadata).toEqual({ links: [], linkCount: 0 });
  expect(({} as Record<string, unknown>)["author"]).toBeUndefined();
});

test("D20: elements nested too deep fail the page", async () => {
  await expect(parse("<b>".repeat(300_000))).rejects.toMatchObject({ code: "RECORD_TOO_LARGE", message: "Cannot parse page: expected elements nested at most 2000 deep (maxDepth), received more" });
  await expect(parse(`<p ${Array.from({ length: 20_000 }, (_, n) => `a${n}`).join(" ")}>`)).rejects.toMatchObject({ code: "RECORD_TOO_LARGE" });
  const deepJson = `<script type="application/ld+json">${"[".repeat(200_000)}</script>x`;
  expect(pageFacts(await parse(deepJson), { url: null }).metadata).toMatchObject({ brokenJsonLd: 1 });
});

test.each([
  ["numeric references", "&#65;".repeat(400_000)],
  ["unknown entities", "&lol9;".repeat(300_000)],
  ["ambiguous entities", "&notit;&not".repeat(150_000)],
  ["open tags", "<a ".repeat(600_000)],
  ["closing tags", `${"<b>".repeat(1_900)}${"</i>".repeat(400_000)}`],
  ["closing paragraphs", "</p>".repeat(400_000)],
  ["open comments", "<!--".repeat(500_000)],
  ["white space", " \n\t".repeat(700_000)],
  ["small texts", "<b>a</b>".repeat(250_000)],
  ["attribute quotes", `<p a="${"x'".repeat(900_000)}`],
  ["headings", "<h1>a</h1>".repeat(150_000)],
])("D30, D31: 2 MB of %s are parsed while the event loop stays alive", async (_, html) => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await parse(html).then((page) => page.body.text.length, (error: unknown) => expect(error).toMatchObject({ code: "RECORD_TOO_LARGE" }));
  delay.disable();
  expect(delay.max / 1e6).toBeLessThan(500);
});

test("a page that takes too long fails, an aborted one ends with the signal's reason", async () => {
  const long = "<p>x</p>".repeat(1_000_000);
  await expect(parse(long, { timeoutMs: 20 })).rejects.toMatchObject({ code: "DOCUMENT_DEADLINE" });
  await expect(parse(long, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
});
