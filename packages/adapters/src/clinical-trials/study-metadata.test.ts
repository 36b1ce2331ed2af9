import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { studyMetadata } from "./study-metadata.js";

const study = (id: string): unknown => JSON.parse(readFileSync(new URL(`../http/__fixtures__/clinical-trials/${id}.json`, import.meta.url), "utf8"));

test("a trial tells design, arms, interventions, outcomes, sponsors and MeSH terms", () => {
  expect(studyMetadata(study("NCT03418623"))).toMatchObject({
    status: "COMPLETED",
    orgStudyId: "GET73 ¹H-MRS",
    sponsor: "Laboratorio Farmaceutico Ct S.r.l.",
    sponsorClass: "INDUSTRY",
    collaborators: [{ name: "Latis S.r.l.", class: "INDUSTRY" }],
    phases: ["PHASE2"],
    enrollment: 24,
    enrollmentType: "ACTUAL",
    allocation: "RANDOMIZED",
    interventionModel: "CROSSOVER",
    primaryPurpose: "BASIC_SCIENCE",
    masking: "QUADRUPLE",
    whoMasked: ["PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"],
    interventions: ["GET73", "Placebo"],
    interventionDetails: [{ type: "DRUG", name: "GET73", armGroupLabels: ["GET73"] }, { type: "OTHER", name: "Placebo" }],
    arms: [{ label: "GET73", type: "EXPERIMENTAL", interventionNames: ["Drug: GET73"] }, { label: "Placebo", type: "PLACEBO_COMPARATOR" }],
    primaryOutcomes: [{ measure: "Concentrations of glutamate in dorsal...", timeFrame: "After 5 doses of medication..." }],
    secondaryOutcomes: [{ measure: "Concentrations of GABA in dorsal..." }, { measure: expect.stringContaining("BOLD") as string }],
    conditionMesh: [{ id: "D000000437", term: "Alcoholism" }, { id: "D000000428", term: "Alcohol Drinking" }],
    officials: [{ name: "Raymond F Anton, MD", role: "PRINCIPAL_INVESTIGATOR" }],
    dataDate: "2023-12-07",
    hasResults: false,
  });
});

test("an observational study tells eligibility, dates, locations and publications", () => {
  expect(studyMetadata(study("NCT03475563"))).toMatchObject({
    lastKnownStatus: "RECRUITING",
    startDate: "2018-08-16",
    startDateType: "ACTUAL",
    primaryCompletionDate: "2019-12-30",
    primaryCompletionDateType: "ESTIMATED",
    completionDateType: "ESTIMATED",
    statusVerifiedDate: "2019-11",
    studyFirstPostDate: "2018-03-23",
    lastUpdatePostDate: "2019-11-27",
    observationalModel: "CASE_ONLY",
    timePerspective: "PROSPECTIVE",
    minimumAge: "18 Years",
    ageGroups: ["ADULT", "OLDER_ADULT"],
    healthyVolunteers: false,
    samplingMethod: "NON_PROBABILITY_SAMPLE",
    locationCount: 3,
    countries: ["Spain"],
    locations: [{ facility: "Hospital Universitari Parc Taulí", status: "RECRUITING", city: "Sabadell" }, {}, {}],
    references: [{ pmid: "25828372", doi: "10.1016/j.cjca.2014.12.024" }, { doi: "10.1111/joic.12180" }, { doi: "10.4244/EIJY15M10_05" }],
  });
});

test("a study with results says so, and when they were posted", () => {
  const withResults = study("NCT05594173");
  expect(studyMetadata(withResults)).toMatchObject({ hasResults: true, resultsFirstPostDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string });
});

test("what a study lacks is left out", () => {
  expect(studyMetadata({ protocolSection: { statusModule: { overallStatus: "COMPLETED" } } })).toEqual({ status: "COMPLETED" });
});

test.each([null, "x", [], { protocolSection: "x" }, { protocolSection: { statusModule: null, armsInterventionsModule: { interventions: "x" }, contactsLocationsModule: { locations: 7 }, referencesModule: { references: {} } } }])(
  "D29: %o, which is no study, has nothing of locations and publications",
  (wrong) => {
    const { interventionDetails: _, ...rest } = studyMetadata(wrong);
    expect(rest).toEqual({});
  },
);

test("lists are those of the study itself, which stays as it was", () => {
  const whole = study("NCT03418623");
  const before = JSON.stringify(whole);
  const { protocolSection } = whole as { readonly protocolSection: { readonly outcomesModule: { readonly primaryOutcomes: unknown } } };
  expect(studyMetadata(whole)["primaryOutcomes"]).toBe(protocolSection.outcomesModule.primaryOutcomes);
  expect(JSON.stringify(whole)).toBe(before);
});
