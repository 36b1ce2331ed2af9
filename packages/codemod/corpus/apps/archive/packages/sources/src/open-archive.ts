import { IngestionPipeline } from "@sluice/pipeline";
import { specimens, type SpecimenRow } from "./specimens.js";

/** What the jobs are given. */
export interface Archive {
  readonly pipeline: IngestionPipeline;
  readonly collections: readonly string[];
}

export function openArchive(collections: Readonly<Record<string, readonly SpecimenRow[]>>): Archive {
  const adapters = Object.entries(collections).map(([name, rows]) => specimens(name, rows));
  return { pipeline: new IngestionPipeline({ adapters }), collections: Object.keys(collections) };
}
