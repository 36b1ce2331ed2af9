import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/deprecations.ts", "src/testing.ts"]);
