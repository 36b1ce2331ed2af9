import { libraryBuild } from "../../tsup.base.ts";

const adapters = ["clinical-trials", "csv", "darwin-core", "files", "html", "http-json", "jsonl", "openalex", "pdf", "pmc"];

/** Each adapter has a subpath of its own; the PDF parser runs in a thread, so its file must be there by itself. */
export default libraryBuild(["src/index.ts", "src/define-adapter.ts", ...adapters.map((name) => `src/${name}.ts`), "src/pdf/pdf-worker.ts"]);
