import type { Document } from "@sluice/core-events";
import { kindOf, malformed } from "./http-json-document.js";
import { itemValue, type PageItem, retrieved } from "./page-item.js";
import { valueAtPath } from "./value-at-path.js";

const NCT_ID = /^NCT\d{8}$/;
const inProtocol = (path: string): string => `protocolSection.${path}`;
const ID = inProtocol("identificationModule.nctId");
const BRIEF_TITLE = inProtocol("identificationModule.briefTitle");
const OFFICIAL_TITLE = inProtocol("identificationModule.officialTitle");
const SUMMARY = inProtocol("descriptionModule.briefSummary");
const LAST_UPDATE = inProtocol("statusModule.lastUpdatePostDateStruct.date");
const INTERVENTIONS = inProtocol("armsInterventionsModule.interventions");

/** The study's NCT number, or `null` if the item has none. */
export function nctIdOf(study: unknown): string | null {
  const id = valueAtPath(study, ID);
  return typeof id === "string" && NCT_ID.test(id) ? id : null;
}

/**
 * The document that a study of the ClinicalTrials.gov API v2 is. The study itself is kept whole in `raw`; fields that the study
 * lacks are left out of `metadata`.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` with page and item, for an item without an NCT number.
 */
export function studyDocument(item: PageItem): Document {
  const study = itemValue(item);
  const docId = nctIdOf(study);
  if (docId === null) throw malformed(item, `a study with an NCT number, received ${kindOf(study)}`);
  const version = text(study, LAST_UPDATE);
  return {
    docId,
    title: text(study, BRIEF_TITLE) ?? text(study, OFFICIAL_TITLE),
    text: text(study, SUMMARY),
    sections: sectionsOf(study),
    metadata: metadataOf(study),
    provenance: {
      source: "clinical-trials",
      url: `https://clinicaltrials.gov/study/${docId}`,
      ...retrieved(item),
      ...(version === null ? {} : { version }),
    },
    raw: study,
  };
}

const SECTIONS = [
  ["Detailed description", inProtocol("descriptionModule.detailedDescription")],
  ["Eligibility criteria", inProtocol("eligibilityModule.eligibilityCriteria")],
] as const;

function sectionsOf(study: unknown): { title: string; text: string }[] {
  return SECTIONS.flatMap(([title, path]) => {
    const found = text(study, path);
    return found === null ? [] : [{ title, text: found }];
  });
}

const FIELDS: Readonly<Record<string, string>> = {
  officialTitle: "identificationModule.officialTitle",
  acronym: "identificationModule.acronym",
  status: "statusModule.overallStatus",
  startDate: "statusModule.startDateStruct.date",
  primaryCompletionDate: "statusModule.primaryCompletionDateStruct.date",
  completionDate: "statusModule.completionDateStruct.date",
  lastUpdatePostDate: "statusModule.lastUpdatePostDateStruct.date",
  sponsor: "sponsorCollaboratorsModule.leadSponsor.name",
  conditions: "conditionsModule.conditions",
  keywords: "conditionsModule.keywords",
  studyType: "designModule.studyType",
  phases: "designModule.phases",
  enrollment: "designModule.enrollmentInfo.count",
  sex: "eligibilityModule.sex",
  minimumAge: "eligibilityModule.minimumAge",
  maximumAge: "eligibilityModule.maximumAge",
};

const FIELD_PATHS = Object.entries(FIELDS).map(([name, path]) => [name, inProtocol(path)] as const);

function metadataOf(study: unknown): Record<string, unknown> {
  const found = FIELD_PATHS.map(([name, path]) => [name, valueAtPath(study, path)] as const);
  const interventions = valueAtPath(study, INTERVENTIONS);
  const names = Array.isArray(interventions) ? interventions.map((intervention) => valueAtPath(intervention, "name")) : undefined;
  const all = [...found, ["interventions", names], ["hasResults", valueAtPath(study, "hasResults")]] as const;
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

function text(study: unknown, path: string): string | null {
  const value = valueAtPath(study, path);
  return typeof value === "string" && value !== "" ? value : null;
}
