import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/usage.ts"], { format: ["esm"] });
