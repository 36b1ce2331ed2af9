import { plugin } from "./plugin.js";

export { type EslintrcConfig, type FlatConfig, type RuleLevels, type SluicePlugin, type SluiceRule } from "./plugin.js";
export { type RuleName } from "./rules/all-rules.js";
export const meta = plugin.meta;
export const rules = plugin.rules;
export const configs = plugin.configs;
export default plugin;
