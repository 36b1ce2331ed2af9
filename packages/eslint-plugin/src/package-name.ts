/** The package whose methods these rules are about. */
export const PACKAGE_NAME = "@sluice/pipeline";

/** The class of that package that runs ingestions. */
export const CLASS_NAME = "IngestionPipeline";
