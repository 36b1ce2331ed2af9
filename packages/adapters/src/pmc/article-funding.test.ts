import { expect, test } from "vitest";
import { articleFunding } from "./article-funding.js";
import { readJats } from "./read-jats.js";

const fundingOf = (inside: string): unknown => articleFunding(readJats(`<m>${inside}</m>`));

test("funders have a name, an identifier and the numbers of their awards", () => {
  const source = '<funding-source><institution-wrap><institution-id institution-id-type="FundRef">http://dx.doi.org/10.13039/100000001</institution-id><institution>National Science Foundation</institution></institution-wrap></funding-source>';
  expect(fundingOf(`<funding-group><award-group>${source}<award-id>BCS-1</award-id><award-id>BCS-2</award-id></award-group><award-group><funding-source>Startup funds</funding-source></award-group><award-group/><funding-statement>We thank them.</funding-statement></funding-group>`)).toEqual({
    statement: "We thank them.",
    sources: [{ funder: "National Science Foundation", funderId: "http://dx.doi.org/10.13039/100000001", awards: ["BCS-1", "BCS-2"] }, { funder: "Startup funds" }],
  });
});

test("an article that says nothing of it has none", () => {
  expect(fundingOf("")).toEqual({});
  expect(articleFunding(undefined)).toEqual({});
});
