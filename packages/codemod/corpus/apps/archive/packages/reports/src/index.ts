export { byDecade } from "./by-decade.js";
export { catalogue } from "./catalogue.js";
export { summary } from "./summary.js";
