import type { Reporter, TestModule } from "vitest/node";

/** Ends a test run with its real totals on a line of its own: `N passed, N failed`. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const brokenModules = modules.filter((module) => module.state() === "failed" && [...module.children.allTests("failed")].length === 0);
    const failed = count("failed") + brokenModules.length + unhandledErrors.length;
    const skipped = count("skipped");
    process.stdout.write(`\n${count("passed")} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`);
  }
}
