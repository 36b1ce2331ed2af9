export { openArchive, type Archive } from "./open-archive.js";
export { specimens, type SpecimenRow } from "./specimens.js";
export { IngestionPipeline } from "@sluice/pipeline";
