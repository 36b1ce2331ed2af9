import { ADAPTER_NAMES } from "../../packages/cli/src/source/adapter-names.ts";
import type { Insertion, Kind } from "./kind.ts";

const PACKAGE_NEXT = "npm install, npm run api, npm run budgets, npm run docs; then npm test";

const RULES = "packages/eslint-plugin/src/rules/all-rules.ts";
const MIGRATIONS = "packages/codemod/src/migrations/all-migrations.ts";

const RULE_INSERTIONS: readonly Insertion[] = [
  { path: RULES, marker: "// new rules: imports", text: 'import { {{camel}} } from "./{{name}}.js";\n' },
  { path: RULES, marker: "// new rules: names", text: '  | "{{name}}"\n' },
  { path: RULES, marker: "// new rules: entries", text: '  "{{name}}": { rule: {{camel}}, recommended: "warn" },\n' },
  {
    path: "packages/eslint-plugin/README.md",
    marker: "<!-- new rules: rows -->",
    text: "| [`{{name}}`](https://github.com/sluice-project/sluice/blob/main/docs/rules/{{name}}.md) | eager runs that may collect more documents than memory should hold | warns | error |\n",
  },
];

const MIGRATION_INSERTIONS: readonly Insertion[] = [
  {
    path: MIGRATIONS,
    marker: "// new migrations: entries",
    text: `  {
    id: "{{name}}",
    title: "Rename an option of iterResults: onError becomes onFailure",
    words: ["onError"],
    load: async () => (await import("./{{name}}.js")).{{camel}},
  },
`,
  },
  {
    path: "packages/codemod/README.md",
    marker: "<!-- new migrations: rows -->",
    text: "| [`{{name}}`](https://github.com/sluice-project/sluice/blob/main/docs/migrations/{{name}}.md) | the option `onError` of `iterResults` becomes `onFailure` |\n",
  },
];

/** Everything that can be generated, by the word for it on the command line. */
export const KINDS: Readonly<Record<string, Kind>> = {
  adapter: {
    article: "an adapter",
    variants: [
      { name: "plain", templates: "adapter/plain", describe: (words) => `Records of ${words}, a folder of JSON files` },
      { name: "http", templates: "adapter/http", describe: (words) => `Items of the ${words} API` },
    ],
    package: { prefix: "adapter-", layer: "adapters", dependencies: ["@sluice/adapters", "@sluice/core-events", "zod"], devDependencies: ["@sluice/pipeline", "@sluice/sinks"] },
    changes: null,
    known: ADAPTER_NAMES,
    insertions: [],
    next: PACKAGE_NEXT,
  },
  sink: {
    article: "a sink",
    variants: [{ name: "plain", templates: "sink", describe: (words) => `The target ${words}, a folder of JSON Lines files that commits with the checkpoint` }],
    package: { prefix: "sink-", layer: "sinks", dependencies: ["@sluice/core-events", "@sluice/sinks"], devDependencies: ["@sluice/pipeline"] },
    changes: null,
    known: ["jsonl", "sqlite", "postgres", "ndjson", "stdout", "events"],
    insertions: [],
    next: PACKAGE_NEXT,
  },
  transport: {
    article: "a transport",
    variants: [{ name: "plain", templates: "transport", describe: (words) => `Events over TCP to ${words}, a transport for the event bus` }],
    package: { prefix: "bus-", layer: "event-bus", dependencies: ["@sluice/core-events", "@sluice/event-bus"], devDependencies: [] },
    changes: null,
    known: ["redis", "kafka", "memory", "file", "hybrid"],
    insertions: [],
    next: PACKAGE_NEXT,
  },
  rule: {
    article: "a lint rule",
    variants: [{ name: "plain", templates: "rule", describe: (words) => `A lint rule, ${words}: shows eager runs that may collect more documents than memory should hold` }],
    package: null,
    changes: "@sluice/eslint-plugin",
    known: [],
    insertions: RULE_INSERTIONS,
    next: "npm run api; then npm test",
  },
  codemod: {
    article: "a migration",
    variants: [{ name: "plain", templates: "codemod", describe: (words) => `A migration, ${words}: renames an option of \`iterResults\`` }],
    package: null,
    changes: "@sluice/codemod",
    known: [],
    insertions: MIGRATION_INSERTIONS,
    next: "npm test",
  },
};
