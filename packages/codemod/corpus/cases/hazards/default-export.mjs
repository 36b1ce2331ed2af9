// corpus: a list as the default export, next to the case
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import { adapters } from "../../harness/sources.js";

export default await new IngestionPipeline({ adapters }).runAsync("papers", { limit: 0 });

export const run = async () => "loaded";
