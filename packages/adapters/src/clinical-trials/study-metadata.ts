import { type Fields, fieldsOf } from "./fields-of.js";
import { studyLocations } from "./study-locations.js";
import { studyReferences } from "./study-references.js";

/** What is taken over as it is: by section and module of a study, the name it gets and the field or path it comes from. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  protocolSection: {
    identificationModule: { officialTitle: "officialTitle", acronym: "acronym", orgStudyId: "orgStudyIdInfo.id", secondaryIds: "secondaryIdInfos", formerIds: "nctIdAliases" },
    statusModule: {
      status: "overallStatus",
      lastKnownStatus: "lastKnownStatus",
      whyStopped: "whyStopped",
      startDate: "startDateStruct.date",
      startDateType: "startDateStruct.type",
      primaryCompletionDate: "primaryCompletionDateStruct.date",
      primaryCompletionDateType: "primaryCompletionDateStruct.type",
      completionDate: "completionDateStruct.date",
      completionDateType: "completionDateStruct.type",
      statusVerifiedDate: "statusVerifiedDate",
      studyFirstPostDate: "studyFirstPostDateStruct.date",
      resultsFirstPostDate: "resultsFirstPostDateStruct.date",
      lastUpdatePostDate: "lastUpdatePostDateStruct.date",
      hasExpandedAccess: "expandedAccessInfo.hasExpandedAccess",
    },
    sponsorCollaboratorsModule: { sponsor: "leadSponsor.name", sponsorClass: "leadSponsor.class", collaborators: "collaborators" },
    conditionsModule: { conditions: "conditions", keywords: "keywords" },
    designModule: {
      studyType: "studyType",
      phases: "phases",
      enrollment: "enrollmentInfo.count",
      enrollmentType: "enrollmentInfo.type",
      allocation: "designInfo.allocation",
      interventionModel: "designInfo.interventionModel",
      observationalModel: "designInfo.observationalModel",
      timePerspective: "designInfo.timePerspective",
      primaryPurpose: "designInfo.primaryPurpose",
      masking: "designInfo.maskingInfo.masking",
      whoMasked: "designInfo.maskingInfo.whoMasked",
    },
    armsInterventionsModule: { arms: "armGroups", interventionDetails: "interventions" },
    outcomesModule: { primaryOutcomes: "primaryOutcomes", secondaryOutcomes: "secondaryOutcomes", otherOutcomes: "otherOutcomes" },
    eligibilityModule: {
      sex: "sex",
      minimumAge: "minimumAge",
      maximumAge: "maximumAge",
      ageGroups: "stdAges",
      healthyVolunteers: "healthyVolunteers",
      studyPopulation: "studyPopulation",
      samplingMethod: "samplingMethod",
    },
    contactsLocationsModule: { officials: "overallOfficials" },
    referencesModule: { links: "seeAlsoLinks" },
    ipdSharingStatementModule: { ipdSharing: "ipdSharing" },
  },
  derivedSection: {
    conditionBrowseModule: { conditionMesh: "meshes" },
    interventionBrowseModule: { interventionMesh: "meshes" },
    miscInfoModule: { dataDate: "versionHolder" },
  },
};

interface PlannedField {
  readonly name: string;
  readonly first: string;
  readonly rest: readonly string[];
}

/** The table, taken apart once: a study has to be walked through in a few microseconds. */
const PLAN = Object.entries(FIELDS).map(([section, modules]) => ({
  section,
  modules: Object.entries(modules).map(([module, paths]) => ({ module, fields: Object.entries(paths).map(([name, path]) => plannedField(name, path)) })),
}));

function plannedField(name: string, path: string): PlannedField {
  const [first = "", ...rest] = path.split(".");
  return { name, first, rest };
}

/** What is said of a study, in structure. Lists are those of the study itself, with the field names of the API; what the study lacks is left out. */
export function studyMetadata(study: unknown): Record<string, unknown> {
  const metadata: Record<string, unknown> = {};
  const top = fieldsOf(study);
  for (const { section, modules } of PLAN) {
    const inSection = fieldsOf(top[section]);
    for (const { module, fields } of modules) {
      const inModule = inSection[module];
      if (inModule !== undefined) takeOver(fields, fieldsOf(inModule), metadata);
    }
  }
  const { armsInterventionsModule, contactsLocationsModule, referencesModule } = fieldsOf(top["protocolSection"]);
  const { interventions } = fieldsOf(armsInterventionsModule);
  if (Array.isArray(interventions)) metadata["interventions"] = namesOf(interventions);
  Object.assign(metadata, studyLocations(fieldsOf(contactsLocationsModule)["locations"]), studyReferences(fieldsOf(referencesModule)["references"]));
  if (top["hasResults"] !== undefined) metadata["hasResults"] = top["hasResults"];
  return metadata;
}

function takeOver(fields: readonly PlannedField[], from: Fields, metadata: Record<string, unknown>): void {
  for (const { name, first, rest } of fields) {
    let value = from[first];
    for (const next of rest) value = fieldsOf(value)[next];
    if (value !== undefined) metadata[name] = value;
  }
}

function namesOf(interventions: readonly unknown[]): string[] {
  return interventions.map((intervention) => fieldsOf(intervention)["name"]).filter((name) => typeof name === "string");
}
