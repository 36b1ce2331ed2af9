export { IngestionPipeline } from "@sluice/pipeline";
export { IngestionPipeline as DocumentPipeline } from "@sluice/pipeline";
