import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/jsonl.ts", "src/csv.ts", "src/darwin-core.ts", "src/clinical-trials.ts", "src/http-json.ts"]);
