import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";

/** What a rule says of itself beyond ESLint's own fields. */
interface RuleDocs {
  /** The configurations that switch the rule on. */
  readonly configs: readonly ("recommended" | "strict")[];
}

/** Makes a rule whose `meta.docs.url` is its page in `docs/rules/`. */
export const createRule = RuleCreator<RuleDocs>((name) => `https://github.com/sluice-project/sluice/blob/main/docs/rules/${name}.md`);
