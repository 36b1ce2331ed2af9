import { expect, test } from "vitest";
import { nctIdOf, studyDocument } from "./study-document.js";

const itemOf = (study: object): Parameters<typeof studyDocument>[0] => ({ page: 1, index: 0, bytes: 1, value: study });
const identificationModule = { nctId: "NCT00000001", officialTitle: "A trial" };
const derivedSection = { miscInfoModule: { versionHolder: "2024-01-03" } };

test("the version is the day of the last update, else that of the data", () => {
  const statusModule = { lastUpdatePostDateStruct: { date: "2019-11-27" } };
  expect(studyDocument(itemOf({ protocolSection: { identificationModule, statusModule }, derivedSection })).provenance.version).toBe("2019-11-27");
  expect(studyDocument(itemOf({ protocolSection: { identificationModule }, derivedSection })).provenance.version).toBe("2024-01-03");
  expect(studyDocument(itemOf({ protocolSection: { identificationModule } })).provenance).not.toHaveProperty("version");
});

test("the licence is the terms of the registry", () => {
  const { provenance, title } = studyDocument(itemOf({ protocolSection: { identificationModule } }));
  expect(provenance.license).toBe("https://clinicaltrials.gov/about-site/terms-conditions");
  expect(title).toBe("A trial");
});

test("D23: an id that is not the study's own is none", () => {
  for (const text of ['{"__proto__":{"protocolSection":{"identificationModule":{"nctId":"NCT00000001"}}}}', '{"protocolSection":{"identificationModule":["NCT00000001"]}}', "null", '"x"']) {
    expect(nctIdOf(JSON.parse(text))).toBeNull();
  }
});
