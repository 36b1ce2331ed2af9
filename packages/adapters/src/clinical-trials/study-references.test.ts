import { expect, test } from "vitest";
import { doiIn, studyReferences } from "./study-references.js";

test.each([
  ["Trials. 2019 Sep 18;20(1):568. doi: 10.1186/s13063-019-3573-3.", "10.1186/s13063-019-3573-3"],
  ["Eval Program Plann. 1979;2(3):197-207. doi: 10.1016/0149-7189(79)90094-6. No abstract available.", "10.1016/0149-7189(79)90094-6"],
  ["Lancet (https://doi.org/10.1016/S0140-6736(05)67728-8).", "10.1016/S0140-6736(05)67728-8"],
  ["see [doi:10.1000/182], and others", "10.1000/182"],
  ["Behav. 1983 Dec;24(4):385-96. No abstract available.", null],
  ["version 10.12/x and 10.1234", null],
])("the DOI of '%s' is %s", (citation, doi) => expect(doiIn(citation)).toBe(doi));

test("a reference keeps type, PMID and citation, and gets the DOI of the citation", () => {
  const bare = { pmid: "1", type: "DERIVED", citation: "A. B. 2020.", retractions: [{ pmid: "2", source: "A. C. 2021." }] };
  const named = { type: "RESULT", citation: "doi: 10.1136/rmdopen-2021-002138." };
  expect(studyReferences([bare, named])).toEqual({ references: [bare, { ...named, doi: "10.1136/rmdopen-2021-002138" }] });
});

test("a study without references says nothing of them", () => {
  for (const none of [undefined, null, [], "x", {}]) expect(studyReferences(none)).toEqual({});
});
