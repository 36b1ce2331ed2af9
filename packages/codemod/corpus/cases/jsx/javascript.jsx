// corpus: JSX in JavaScript
// expect: rewrite collect
import { IngestionPipeline } from "@sluice/pipeline";
import { h } from "../../harness/h.js";

export async function run({ adapters }) {
  const rows = [];
  const pipeline = new IngestionPipeline({ adapters });
  for (const { docId, title } of await pipeline.runAsync("notes")) {
    rows.push(<tr id={docId}><td>{title}</td></tr>);
  }
  return <table>{rows}</table>;
}
