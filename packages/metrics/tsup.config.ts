import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/prometheus.ts", "src/opentelemetry.ts", "src/logging.ts"]);
