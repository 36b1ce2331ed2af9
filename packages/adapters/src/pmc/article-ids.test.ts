import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fixture } from "../testing/temporary-folder.js";
import { articleIds, documentIdOf, pmcIdOf } from "./article-ids.js";
import { elementAt } from "./jats-element.js";
import { readJats } from "./read-jats.js";
import { scanDocumentId } from "./scan-document-id.js";

test.each([
  ["7289599", "PMC7289599"],
  ["PMC7289599", "PMC7289599"],
  [" pmc7289599.1 ", "PMC7289599"],
  ["PMC", null],
  ["PMC1x", null],
  ["10.1/7", null],
  [undefined, null],
  ["1".repeat(50_000), null],
])("%.20s is the PMC id %s", (id, expected) => expect(pmcIdOf(id)).toBe(expected));

test("the first of a type counts, and a DOI stands in for a missing PMC id", () => {
  const meta = readJats('<m><article-id pub-id-type="doi">10.1/a</article-id><article-id pub-id-type="doi">10.1/b</article-id></m>');
  expect(articleIds(meta)).toEqual({ doi: "10.1/a" });
  expect(documentIdOf(articleIds(meta))).toBe("10.1/a");
  expect(documentIdOf({ doi: "10.1/a", pmcid: "PMC5" })).toBe("PMC5");
  expect(documentIdOf({ pmid: "1" })).toBeNull();
});

test("the id that is scanned is that of the whole article, for every recorded file", () => {
  for (const name of readdirSync(fixture("pmc")).filter((file) => /\.n?xml$/.test(file) && !file.startsWith("pmc_oa"))) {
    const xml = readFileSync(fixture(`pmc/${name}`), "utf8");
    expect(scanDocumentId(xml)).toBe(documentIdOf(articleIds(elementAt(readJats(xml), "front", "article-meta"))));
  }
});

test("ids of related and inner articles are not taken for the article's own", () => {
  const sub = '<sub-article><front><article-meta><article-id pub-id-type="pmc">2</article-id></article-meta></front></sub-article>';
  expect(scanDocumentId(`<article><front><article-meta><related-object><article-id pub-id-type="pmc">9</article-id></related-object></article-meta></front>${sub}</article>`)).toBeNull();
});

test.each(["", "text", "<article", "<a>".repeat(300_000), "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"])("broken XML has no id here: %.30s", (xml) => expect(scanDocumentId(xml)).toBeNull());
