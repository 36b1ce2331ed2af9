import { expect, test } from "vitest";
import { articleAuthors, articleEditors } from "./article-people.js";
import { readJats } from "./read-jats.js";

const authorsOf = (group: string): unknown[] => articleAuthors(readJats(`<m><contrib-group>${group}</contrib-group></m>`));
const name = "<name><surname>Sørensen</surname><given-names>Thorkild I.A</given-names></name>";

test("an author has a name in spoken order, an ORCID and the affiliations referred to", () => {
  const affs = '<aff id="a1"><label>1</label><institution>NIH</institution><country>United States</country></aff><aff id="a2"><sup>2</sup> Oak Ridge, Tennessee</aff>';
  const contrib = `<contrib contrib-type="author" corresp="yes"><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id>${name}<xref ref-type="aff" rid="a1 a2"/><xref ref-type="fn" rid="f1"/></contrib>`;
  expect(authorsOf(contrib + affs)).toEqual([
    { name: "Thorkild I.A Sørensen", orcid: "https://orcid.org/0000-0002-1825-0097", affiliations: ["NIH, United States", "Oak Ridge, Tennessee"], isCorresponding: true },
  ]);
});

test("the one affiliation of a group is that of every author who refers to none", () => {
  expect(authorsOf(`<contrib>${name}</contrib><aff>Copenhagen</aff>`)).toEqual([{ name: "Thorkild I.A Sørensen", affiliations: ["Copenhagen"] }]);
  expect(authorsOf(`<contrib>${name}</contrib><aff>Copenhagen</aff><aff>Aarhus</aff>`)).toEqual([{ name: "Thorkild I.A Sørensen" }]);
});

test("groups and unnamed authors are authors, editors are not", () => {
  const contribs = `<contrib><collab>The Group<contrib-group><contrib>${name}</contrib></contrib-group></collab></contrib><contrib><anonymous/></contrib><contrib contrib-type="editor">${name}</contrib>`;
  expect(authorsOf(contribs)).toEqual([{ name: "The Group" }, { name: "Anonymous" }]);
});

test("editors are kept apart, and e-mail addresses stay with their owner", () => {
  const group = readJats(`<m><contrib-group><contrib contrib-type="author">${name}<email>a@example.org</email></contrib></contrib-group><contrib-group><contrib contrib-type="academic-editor">${name}<aff>Copenhagen</aff></contrib></contrib-group></m>`);
  expect(articleAuthors(group)).toEqual([{ name: "Thorkild I.A Sørensen", email: "a@example.org" }]);
  expect(articleEditors(group)).toEqual([{ name: "Thorkild I.A Sørensen", affiliations: ["Copenhagen"] }]);
});
