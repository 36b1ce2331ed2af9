import { libraryBuild } from "../../tsup.base.ts";

export default libraryBuild(["src/index.ts", "src/kafka.ts", "src/redis.ts", "src/testing.ts"]);
