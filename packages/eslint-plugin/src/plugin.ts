import { readVersion } from "./read-version.js";
import { allRules, type RuleName, type Severity } from "./rules/all-rules.js";

/** A configuration of `eslint.config.js`. */
export interface FlatConfig {
  readonly name: string;
  readonly plugins: Readonly<Record<"@sluice", SluicePlugin>>;
  readonly rules: RuleLevels;
}

/** A configuration of `.eslintrc`. */
export interface EslintrcConfig {
  readonly plugins: string[];
  readonly rules: RuleLevels;
}

/** Each rule with the prefix that eslintrc derives from the package's name; flat configurations use the same. */
export type RuleLevels = Record<`@sluice/${RuleName}`, Severity>;

/** A rule as every ESLint from 8.57 takes it, whichever package its types come from. */
export interface SluiceRule {
  readonly meta: {
    readonly type: "suggestion";
    readonly docs: { readonly description: string; readonly url: string };
    readonly fixable?: "code";
    readonly hasSuggestions: true;
    readonly schema: object[];
    readonly messages: Record<string, string>;
    readonly defaultOptions: object[];
  };
  /** Nodes are unknown: ESLint and typescript-eslint have types of their own, and a configuration in TypeScript takes either. */
  create(context: object): Record<string, (node: unknown) => void>;
}

/** What ESLint and Oxlint load. */
export interface SluicePlugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Readonly<Record<RuleName, SluiceRule>>;
  readonly configs: {
    readonly recommended: FlatConfig;
    readonly strict: FlatConfig;
    readonly "legacy-recommended": EslintrcConfig;
    readonly "legacy-strict": EslintrcConfig;
  };
}

const names = Object.keys(allRules) as RuleName[]; // the keys that the type of the list demands

// a cast, since the authors of the rules' types and of ESLint's do not agree on what a context is
const rules = Object.fromEntries(names.map((name) => [name, allRules[name].rule])) as unknown as Record<RuleName, SluiceRule>;

const recommended = levels((name) => allRules[name].recommended);
const strict = levels(() => "error");

/** The plugin, with `recommended` and `strict` for flat configurations and `legacy-` twins for eslintrc. */
export const plugin: SluicePlugin = {
  meta: { name: "@sluice/eslint-plugin", version: readVersion(), namespace: "@sluice" },
  rules,
  configs: {
    get recommended() {
      return flat("recommended", recommended);
    },
    get strict() {
      return flat("strict", strict);
    },
    "legacy-recommended": { plugins: ["@sluice"], rules: recommended },
    "legacy-strict": { plugins: ["@sluice"], rules: strict },
  },
};

function flat(name: string, levels: RuleLevels): FlatConfig {
  return { name: `@sluice/${name}`, plugins: { "@sluice": plugin }, rules: levels };
}

function levels(severityOf: (name: RuleName) => Severity): RuleLevels {
  return Object.fromEntries(names.map((name) => [`@sluice/${name}`, severityOf(name)])) as RuleLevels; // one for each name
}
