import type { RuleContext } from "@typescript-eslint/utils/ts-eslint";

/** The context of any rule of this package, whatever its messages and options are. */
export type LintContext = Readonly<RuleContext<string, readonly unknown[]>>;
