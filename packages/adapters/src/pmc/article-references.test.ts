import { expect, test } from "vitest";
import { articleReferences, doiIn } from "./article-references.js";
import { readJats } from "./read-jats.js";

const referencesOf = (...refs: readonly string[]): unknown[] => articleReferences(readJats(`<article><back><ref-list>${refs.map((ref) => `<ref>${ref}</ref>`).join("")}</ref-list></back></article>`));

test.each([
  ["10.1371/journal.pone.0086816", "10.1371/journal.pone.0086816"],
  ["info:doi/10.1371/journal.ppat.1003435", "10.1371/journal.ppat.1003435"],
  ["https://doi.org/10.1016/S0140-6736(05)67472-8", "10.1016/S0140-6736(05)67472-8"],
  ["see (doi:10.1000/a.b).", "10.1000/a.b"],
  ["doi 10.1000/a, and more", "10.1000/a"],
  ["version 10.1", undefined],
  ["", undefined],
])("%j names the DOI %j", (text, doi) => expect(doiIn(text)).toBe(doi));

test("a citation written as a sentence stays one, one made of parts becomes one", () => {
  expect(referencesOf("<label>1</label><mixed-citation><name><surname>Qiu</surname><given-names>Z</given-names></name> (<year>2014</year>) <article-title>Rice</article-title>.</mixed-citation>")).toEqual([
    { label: "1", title: "Rice", year: "2014", text: "Qiu Z (2014) Rice." },
  ]);
  const parts = '<person-group><name><surname>Adolf</surname><given-names>B</given-names></name><etal/></person-group><article-title>Fish.</article-title><year>2006</year><pub-id pub-id-type="pmid">16828638</pub-id>';
  expect(referencesOf(`<element-citation>${parts}</element-citation>`)).toEqual([{ pmid: "16828638", title: "Fish.", year: "2006", text: "B Adolf, et al. Fish. 2006" }]);
});

test("of alternative forms of a citation the first is read, of several citations all", () => {
  const citation = (text: string): string => `<mixed-citation>${text}</mixed-citation>`;
  expect(referencesOf(`<citation-alternatives>${citation("a")}${citation("A")}</citation-alternatives>`, `${citation("b")}${citation("c")}`, "<note><p>d</p></note>")).toEqual([
    { text: "a" },
    { text: "b c" },
    { text: "d" },
  ]);
});
