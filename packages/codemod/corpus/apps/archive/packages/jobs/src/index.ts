export { exportFiles } from "./export-files.js";
export { warmUp } from "./warm-up.js";
export { Loader } from "./loader.js";
