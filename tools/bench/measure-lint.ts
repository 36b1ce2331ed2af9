import sluice from "@sluice/eslint-plugin";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

/** What one lint run took. */
export interface LintMeasurement {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** As ESLint's own statistics have them: everything, and the two rules of the plugin. */
  readonly lintMs: number;
  readonly rulesMs: number;
  readonly reports: number;
}

/** Lints the project at `root` with types, `with` or `without` the plugin: `node measure-lint.ts <root> <way>`. */
const [root = ".", way] = process.argv.slice(2);
const eslint = new ESLint({
  cwd: root,
  stats: true,
  overrideConfigFile: true,
  overrideConfig: [
    ...tseslint.configs.recommendedTypeChecked,
    { languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: root } } },
    ...(way === "with" ? [sluice.configs.strict] : []),
  ] as ESLint.Options["overrideConfig"] & object,
});
const cpu = process.cpuUsage();
const start = performance.now();
const results = await eslint.lintFiles(["src"]);
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const passes = results.flatMap(({ stats }) => stats?.times.passes ?? []);
const measurement: LintMeasurement = {
  cpuMs: (user + system) / 1000,
  wallMs,
  lintMs: passes.reduce((sum, { total }) => sum + total, 0),
  rulesMs: passes.reduce((sum, { rules = {} }) => sum + Object.entries(rules).reduce((part, [id, { total }]) => part + (id.startsWith("@sluice/") ? total : 0), 0), 0),
  reports: results.flatMap(({ messages }) => messages).filter(({ ruleId }) => ruleId?.startsWith("@sluice/") === true).length,
};
process.stdout.write(`${JSON.stringify(measurement)}\n`);
