import type { Document } from "@sluice/core-events";
import { kindOf, malformed } from "../http/http-json-document.js";
import { itemValue, type PageItem, retrieved } from "../http/page-item.js";
import { type Fields, fieldsOf, textIn } from "./fields-of.js";
import { studyMetadata } from "./study-metadata.js";

const NCT_ID = /^NCT\d{8}$/;

/** The terms under which ClinicalTrials.gov gives its records away; the records themselves name none. */
const TERMS = "https://clinicaltrials.gov/about-site/terms-conditions";

/** The study's NCT number, or `null` if the item has none. */
export function nctIdOf(study: unknown): string | null {
  const { nctId } = fieldsOf(protocolOf(study)["identificationModule"]);
  return typeof nctId === "string" && NCT_ID.test(nctId) ? nctId : null;
}

/**
 * The document that a study of the ClinicalTrials.gov API v2 is. The study itself is kept whole in `raw`; fields that the study
 * lacks are left out of `metadata`. Its version is the day of its last update, else that of the data it is part of.
 *
 * @throws {SluiceError} `RECORD_MALFORMED` with page and item, for an item without an NCT number.
 */
export function studyDocument(item: PageItem): Document {
  const study = itemValue(item);
  const docId = nctIdOf(study);
  if (docId === null) throw malformed(item, `a study with an NCT number, received ${kindOf(study)}`);
  const protocol = protocolOf(study);
  const identification = fieldsOf(protocol["identificationModule"]);
  const version = versionOf(study);
  return {
    docId,
    title: textIn(identification, "briefTitle") ?? textIn(identification, "officialTitle"),
    text: textIn(fieldsOf(protocol["descriptionModule"]), "briefSummary"),
    sections: sectionsOf(protocol),
    metadata: studyMetadata(study),
    provenance: {
      source: "clinical-trials",
      url: `https://clinicaltrials.gov/study/${docId}`,
      ...retrieved(item),
      ...(version === null ? {} : { version }),
      license: TERMS,
    },
    raw: study,
  };
}

const SECTIONS = [
  ["Detailed description", "descriptionModule", "detailedDescription"],
  ["Eligibility criteria", "eligibilityModule", "eligibilityCriteria"],
] as const;

function sectionsOf(protocol: Fields): { title: string; text: string }[] {
  const sections = [];
  for (const [title, module, name] of SECTIONS) {
    const text = textIn(fieldsOf(protocol[module]), name);
    if (text !== null) sections.push({ title, text });
  }
  return sections;
}

function versionOf(study: unknown): string | null {
  const { lastUpdatePostDateStruct } = fieldsOf(protocolOf(study)["statusModule"]);
  const { miscInfoModule } = fieldsOf(fieldsOf(study)["derivedSection"]);
  return textIn(fieldsOf(lastUpdatePostDateStruct), "date") ?? textIn(fieldsOf(miscInfoModule), "versionHolder");
}

function protocolOf(study: unknown): Fields {
  return fieldsOf(fieldsOf(study)["protocolSection"]);
}
