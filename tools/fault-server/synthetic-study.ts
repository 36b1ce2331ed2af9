import { seededRandom } from "./seeded-random.ts";

/** What a synthetic record is made from. */
export interface SyntheticOptions {
  readonly seed: number;
  /** How large a record is, about, in bytes of JSON. */
  readonly documentBytes: number;
}

const WORDS = ["placebo", "fern", "enzyme", "cohort", "dosage", "safety", "outcome", "biopsy", "cardiac", "trial", "naïve", "β-blocker"];
const STATUSES = ["COMPLETED", "RECRUITING", "UNKNOWN", "TERMINATED"] as const;
const STUDY_OVERHEAD = 560;
const ITEM_OVERHEAD = 80;

/** The stable id of the study number `n`, from 1. */
function studyId(n: number): string {
  return `NCT${String(n).padStart(8, "0")}`;
}

/** The study number `n`, in the shape of the ClinicalTrials.gov API v2; the same for the same arguments. */
export function syntheticStudy(n: number, { seed, documentBytes }: SyntheticOptions): Readonly<Record<string, unknown>> {
  const title = `Study ${n} of ${word(seed, n, 0)} and ${word(seed, n, 1)}`;
  return {
    protocolSection: {
      identificationModule: { nctId: studyId(n), briefTitle: title },
      statusModule: {
        overallStatus: STATUSES[n % STATUSES.length],
        startDateStruct: { date: `20${String(10 + (n % 15))}-0${1 + (n % 9)}` },
        lastUpdatePostDateStruct: { date: "2026-01-02", type: "ACTUAL" },
      },
      sponsorCollaboratorsModule: { leadSponsor: { name: `Sponsor ${n % 97}`, class: "OTHER" } },
      descriptionModule: { briefSummary: filler({ seed, n, chars: documentBytes - STUDY_OVERHEAD }) },
      conditionsModule: { conditions: [word(seed, n, 2)] },
      designModule: { studyType: "INTERVENTIONAL", phases: [`PHASE${1 + (n % 4)}`] },
    },
    derivedSection: { miscInfoModule: { versionHolder: "2026-01-02" } },
    hasResults: n % 5 === 0,
  };
}

/** The record number `n` of the plain listing. */
export function syntheticItem(n: number, { seed, documentBytes }: SyntheticOptions): Readonly<Record<string, unknown>> {
  return { id: `item-${n}`, title: `Item ${n}`, text: filler({ seed, n, chars: documentBytes - ITEM_OVERHEAD }), number: n };
}

function word(seed: number, n: number, place: number): string {
  return WORDS[Math.floor(seededRandom(seed, n, place) * WORDS.length)] ?? "";
}

/** Words in an order of the record's own, cheap to make: one random number per record. */
function filler({ seed, n, chars }: { readonly seed: number; readonly n: number; readonly chars: number }): string {
  const offset = Math.floor(seededRandom(seed, n, "text") * WORDS.length);
  const round = WORDS.map((_, place) => WORDS[(place + offset) % WORDS.length]).join(" ");
  return `Record ${n}: ${`${round} `.repeat(Math.ceil(Math.max(0, chars) / round.length))}`.slice(0, Math.max(16, chars));
}
