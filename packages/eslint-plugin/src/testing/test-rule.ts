import { RuleTester, type RunTests } from "@typescript-eslint/rule-tester";
import { afterAll, describe, it } from "vitest";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** Runs a suite of ESLint's rule tester, with the types of the project at `root` or without any. */
export function testRule<MessageIds extends string, Options extends readonly unknown[]>(name: string, rule: object, root: string | null, tests: RunTests<MessageIds, Options>): void {
  const parserOptions = root === null ? {} : { projectService: true, tsconfigRootDir: root };
  new RuleTester({ languageOptions: { parserOptions } }).run(name, rule as never, tests); // the tester has types of its own version
}
