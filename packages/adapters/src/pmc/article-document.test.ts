import { readFileSync } from "node:fs";
import { type Document, documentSchema } from "@sluice/core-events";
import { expect, test } from "vitest";
import { fixture } from "../testing/temporary-folder.js";
import { articleDocument } from "./article-document.js";
import type { ArticleReference } from "./article-references.js";
import type { ArticleTable } from "./article-tables.js";

const xmlOf = (name: string): string => readFileSync(fixture(`pmc/${name}`), "utf8");
const documentOf = (name: string, docId = "d"): Document => documentSchema.parse(articleDocument(xmlOf(name), docId));
const article = (meta: string, rest = ""): Document => articleDocument(`<article><front><article-meta>${meta}</article-meta></front>${rest}</article>`, "d");
const textOf = ({ sections = [] }: Document): string => sections.map(({ text }) => text).join("\n\n");

test("a research article gives its metadata, abstract and sections in reading order", () => {
  const document = documentOf("1472-6831-8-11.nxml", "PMC2329613");
  expect(document).toMatchObject({
    title: "The Dutch version of the Oral Health Impact Profile (OHIP-NL): Translation, reliability and construct validity",
    text: expect.stringMatching(/^Background\n\nThe purpose of this study [^]*\n\nMethods\n\nThe original English version /) as string,
    provenance: { source: "pmc", url: expect.stringMatching(/^https:\/\/pmc\.ncbi\.nlm\.nih\.gov\/articles\/PMC\d+\/$/) as string, license: "http://creativecommons.org/licenses/by/2.0" },
    metadata: {
      articleType: "research-article",
      doi: "10.1186/1472-6831-8-11",
      journal: { title: "BMC Oral Health", publisher: "BioMed Central" },
      publicationDate: "2008-04-11",
      counts: { references: 31, tables: 4, figures: 0 },
      licence: { url: "http://creativecommons.org/licenses/by/2.0", copyright: expect.stringContaining("van der Meulen") as string },
      hasFullText: true,
    },
  });
  expect(document.sections?.map(({ title }) => title)).toEqual(expect.arrayContaining(["Background", "Discussion", "Conclusion", "Pre-publication history"]));
  expect((document.metadata["authors"] as unknown[])[0]).toEqual({
    name: "Marylee J van der Meulen",
    email: "mvdmeulen@acta.nl",
    affiliations: [expect.stringMatching(/^Department of Oral Function/), "Centre for Special Dental Care (SBT), Amsterdam, The Netherlands"] as unknown,
    isCorresponding: true,
  });
  expect(document.raw).toEqual({ xml: xmlOf("1472-6831-8-11.nxml") });
});

test("references keep their text and ids", () => {
  const [first] = documentOf("1472-6831-8-11.nxml").metadata["references"] as ArticleReference[];
  expect(first).toEqual({
    id: "B1",
    pmid: "3285972",
    title: "Measuring oral health: a conceptual framework",
    source: "Community Dent Health",
    year: "1988",
    text: "D Locker. Measuring oral health: a conceptual framework. Community Dent Health. 1988. 5. 3. 18",
  });
  const [cited] = documentOf("journal.pone.0097541.xml").metadata["references"] as ArticleReference[];
  expect(cited).toMatchObject({ label: "1", doi: "10.1371/journal.pone.0086816", text: expect.stringMatching(/^Qiu Z, Jiang H, .* PLoS ONE 9\(1\): e86816/) as string });
});

test("tables keep caption and cells", () => {
  const [first] = documentOf("1472-6831-8-11.nxml").metadata["tables"] as ArticleTable[];
  expect(first).toMatchObject({ label: "Table 1", headerRows: expect.any(Number) as number });
  expect(first?.caption).not.toBe("");
  expect(first?.rows).toHaveLength(9);
  expect(first?.rows.every((row) => row.length > 1)).toBe(true);
});

test("a retraction and a correction name the article they are about", () => {
  expect(documentOf("journal.ppat.1005207.xml")).toMatchObject({
    title: expect.stringMatching(/^Retraction: Extreme Resistance/) as string,
    text: null,
    sections: [{ title: null, text: expect.stringMatching(/^At the request of the authors, PLOS Pathogens is retracting this publication/) as string }],
    metadata: { articleType: "retraction", publicationDate: "2015-09-22", relatedArticles: [{ type: "retracted-article", doi: "10.1371/journal.ppat.1003435" }] },
    provenance: { url: "https://doi.org/10.1371/journal.ppat.1005207", license: "http://creativecommons.org/licenses/by/4.0/" },
  });
  expect(documentOf("journal.pone.0097541.xml")).toMatchObject({
    sections: [{ title: "Notice of Republication" }, { title: "Supporting Information", text: expect.stringContaining("File S1 Originally published, uncorrected article.") as string }],
    metadata: { authors: [{ name: "The PLOS ONE Staff" }], relatedArticles: [{ type: "corrected-article", doi: "10.1371/journal.pone.0086816" }] },
  });
});

test("a letter without an abstract, an editorial and figures that float are read", () => {
  expect(documentOf("journal.pbio.0020188.xml")).toMatchObject({ title: "Taking the Stem Cell Debate to the Public", text: null, metadata: { authors: { length: 3 }, articleType: "letter" } });
  expect(documentOf("journal.pmed.0030445.xml")).toMatchObject({ metadata: { articleType: "editorial", counts: { references: 17, tables: 1 } } });
  expect(documentOf("ehp-116-1694.nxml").sections?.at(-1)).toMatchObject({ title: "Figures and tables", text: expect.stringMatching(/^Figure 1 Exposure to PBDE-47 depressed/) as string });
});

test("every paragraph and caption of a body turns up once", () => {
  for (const name of ["1472-6831-8-11.nxml", "ehp-116-1694.nxml", "journal.pbio.0020188.xml"]) {
    const text = textOf(documentOf(name)).normalize("NFKC").replace(/\s+/g, "");
    const body = /<body>([^]*)<\/body>/.exec(xmlOf(name))?.[1] ?? "";
    const paragraphs = body.replace(/<table[ >][^]*?<\/table>/g, "").split(/<\/?(?:p|title|label|caption|sec|fig|table-wrap)\b[^>]*>/);
    for (const paragraph of paragraphs) {
      const plain = paragraph.replace(/<!--[^]*?-->|<[^>]*>/g, "").replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
      const squeezed = plain.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").normalize("NFKC").replace(/\s+/g, "");
      if (squeezed.length > 60) expect(text.split(squeezed)).toHaveLength(2);
    }
  }
});

test("nested sections carry the path of their titles", () => {
  const body = "<body><p>Before</p><sec><label>1.</label><title>Methods</title><p>How</p><sec><title>Sampling</title><p>Where</p></sec><p>After</p></sec><sec><title>Empty</title></sec></body>";
  expect(article("", body).sections).toEqual([
    { title: null, text: "Before" },
    { title: "1. Methods", text: "How" },
    { title: "1. Methods > Sampling", text: "Where" },
    { title: "1. Methods", text: "After" },
    { title: "Empty", text: "" },
  ]);
});

test("blocks inside paragraphs, formulas and lists stand apart", () => {
  const inside =
    "<p>Let <inline-formula><alternatives><tex-math>\\documentclass{x}\\begin{document}$a$\\end{document}</tex-math><mml:math><mml:mi>a</mml:mi></mml:math></alternatives></inline-formula> be" +
    "<disp-formula><tex-math>$b$</tex-math><label>(1)</label></disp-formula>and<list><list-item><label>i</label><p>one</p></list-item><list-item><p>two</p></list-item></list></p>" +
    "<def-list><def-item><term>IAP</term><def><p>a retrotransposon</p></def></def-item></def-list>";
  expect(article("", `<body>${inside}</body>`).sections?.[0]?.text.split("\n\n")).toEqual(["Let a be", "$b$ (1)", "and", "i one", "two", "IAP: a retrotransposon"]);
});

test("lists that count keep their numbers, notes their labels, code its lines", () => {
  const inside =
    '<list list-type="order"><list-item><p>one</p><list list-type="order"><list-item><p>nested</p></list-item></list></list-item><list-item><label>b)</label><p>two</p></list-item><list-item><p>three</p></list-item></list>' +
    "<fn-group><fn><label>a</label><p>Imputed.</p></fn></fn-group><code>\nfor x:\n  print(x)\n</code><preformat>a  b</preformat>";
  expect(article("", `<body>${inside}</body>`).sections?.[0]?.text.split("\n\n")).toEqual(["1. one", "1. nested", "b) two", "3. three", "a Imputed.", "for x:\n  print(x)", "a  b"]);
});

test("a citation inside the text reads like one of the list", () => {
  const citation = '<element-citation><person-group><name><surname>Wolf</surname><given-names>G</given-names></name></person-group><year>2019</year><data-title>Loci</data-title><source>GEO</source><pub-id pub-id-type="accession">GSE1</pub-id></element-citation>';
  expect(article("", `<body><p>Made:</p><p>${citation}</p><p>As <mixed-citation>Wolf (2019)</mixed-citation> says</p></body>`).sections?.[0]?.text).toBe("Made:\n\nG Wolf. 2019. Loci. GEO. GSE1\n\nAs Wolf (2019) says");
});

test("raised numbers and formulas do not run into what is before them", () => {
  const math = "<mml:math><mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac></mml:math>";
  expect(article("", `<body><p>5 × 10<sup>6</sup> cells, <inline-formula>${math}</inline-formula></p></body>`).sections?.[0]?.text).toBe("5 × 10⁶ cells, a/b");
});

test("figures, editors, funding and notes are metadata", () => {
  const { metadata } = documentOf("ehp-116-1694.nxml");
  expect(metadata["figures"]).toHaveLength((metadata["counts"] as { figures: number }).figures);
  expect((metadata["figures"] as unknown[])[0]).toMatchObject({ label: "Figure 1", caption: expect.stringMatching(/^Exposure to PBDE-47/) as string, graphic: expect.any(String) as string });
  expect(metadata["notes"]).toEqual([
    { kind: "corresp", text: expect.stringMatching(/^Address correspondence to S\.C\. Lema/) as string },
    { text: "The authors declare they have no competing financial interests." },
  ]);
});

test("the heading of an abstract is no part of it, those of its parts are", () => {
  expect(article("<abstract><title>Abstract</title><p>One.</p></abstract>").text).toBe("One.");
  expect(article("<abstract><title>Aims</title><p>One.</p><sec><title>Summary</title><p>Two.</p></sec></abstract>").text).toBe("Aims\n\nOne.\n\nSummary\n\nTwo.");
});

test("a file without an id of its own is named by its URL", () => {
  const xml = "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front></article>";
  expect(articleDocument(xml, "a", { path: "/data/a.xml", retrievedAt: 7 }).provenance).toEqual({ source: "pmc", url: "file:///data/a.xml", retrievedAt: 7 });
  expect(articleDocument(xml, "a").provenance).toEqual({ source: "pmc" });
});

test("letters and answers of the review follow the article under their own title", () => {
  const sub = '<sub-article article-type="decision-letter"><front-stub><title-group><article-title>Decision letter</article-title></title-group></front-stub><body><p>Accepted</p><sec><title>Points</title><p>One</p></sec></body></sub-article>';
  expect(article("", `<body><p>Text</p></body>${sub}`).sections).toEqual([
    { title: null, text: "Text" },
    { title: "Decision letter", text: "Accepted" },
    { title: "Decision letter > Points", text: "One" },
  ]);
});

test("an article whose publisher keeps the text back says so", () => {
  const restricted = "<pmc-articleset><article><!--The publisher of this article does not allow downloading of the full text in XML form.--><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front></article></pmc-articleset>";
  expect(articleDocument(restricted, "PMC1")).toMatchObject({ title: "T", sections: [], metadata: { hasFullText: false } });
});

test.each([
  ["that it is not open access", xmlOf("pmc_oa_not-open-access.xml"), "idIsNotOpenAccess"],
  ["that there is no such article", '<pmc-articleset><Reply Id="999" error="The following PMCID is not available: 999"/></pmc-articleset>', "The following PMCID is not available: 999"],
  ["that the request is wrong", "<eFetchResult><ERROR>Cannot retrieve</ERROR></eFetchResult>", undefined],
])("an answer %s is a typed failure", (_, xml, reason) => {
  expect(() => articleDocument(xml, "PMC3040717")).toThrow(expect.objectContaining({ code: "RECORD_UNAVAILABLE", retryable: false, context: reason === undefined ? {} : { reason } }));
});

test.each(["<html><body/></html>", "<ListBucketResult/>", "<pmc-articleset/>"])("%s holds no article", (xml) => {
  expect(() => articleDocument(xml, "d")).toThrow(expect.objectContaining({ code: "RECORD_MALFORMED" }));
});

test("D28: an article that is another than the one asked for is refused", () => {
  expect(() => articleDocument('<article><front><article-meta><article-id pub-id-type="pmc">2</article-id></article-meta></front></article>', "PMC1")).toThrow("expected PMC1, received PMC2");
});

test("D15: every prefix of an article fails, none is taken for a whole one", () => {
  const xml = xmlOf("journal.pone.0097541.xml");
  for (let end = 0; end < xml.length; end += 97) expect(() => articleDocument(xml.slice(0, end), "d")).toThrow(expect.objectContaining({ name: "SluiceError" }));
});

test("D23: ids and dates of hostile types are data", () => {
  const { metadata } = article('<article-id pub-id-type="__proto__">x</article-id><article-id pub-id-type="doi">10.1/a</article-id><pub-date pub-type="constructor"><year>2020</year></pub-date>');
  expect(metadata["doi"]).toBe("10.1/a");
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

test("D31: strings of 50 KB cost less than 50 ms each", () => {
  for (const text of ["10.1234/".repeat(6_250), "a ".repeat(25_000), " ".repeat(50_000), "1".repeat(50_000), "doi:10.1234/x.,;)".repeat(3_000), "https://".repeat(6_250), "PMC".repeat(16_000)]) {
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      article(
        `<article-id pub-id-type="pmcid-ver">${text}</article-id><article-id pub-id-type="pmcid">${text}</article-id><pub-date><month>${text}</month><year>${text}</year></pub-date><permissions><license><license-p><ext-link href="${text}">${text}</ext-link></license-p></license></permissions><related-article href="${text}"/>`,
        `<body><p>a<sup>${text}</sup><mml:math><mml:mo>${text}</mml:mo></mml:math></p></body><back><ref-list><ref><mixed-citation>${text}<pub-id pub-id-type="doi">${text}</pub-id><ext-link href="doi ${text}"/><comment>${text}</comment></mixed-citation></ref></ref-list></back>`,
      );
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50); // the first includes what the engine learns, and any of them what the machine does beside
  }
});
