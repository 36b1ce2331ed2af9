import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/jsonl.ts", "src/postgres.ts", "src/sqlite.ts"]);
