// corpus: the file that wraps the method
// not-run: it is what the case beside it imports
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
// expect: leftover OVERRIDDEN
import { IngestionPipeline } from "@sluice/pipeline";

const original = IngestionPipeline.prototype.runAsync;

export function patch(log: (...values: unknown[]) => void): () => void {
  IngestionPipeline.prototype.runAsync = async function (...args) {
    log("patched", args[0]);
    return await original.apply(this, args);
  };
  return () => {
    IngestionPipeline.prototype.runAsync = original;
  };
}
