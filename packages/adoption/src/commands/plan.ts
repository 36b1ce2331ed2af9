import { type Command, Option } from "commander";
import type { AdoptionIo } from "../adoption-io.js";
import { day } from "./options.js";

/** The options of `sluice adoption plan`, as parsed. */
interface PlanCommandOptions {
  readonly at?: Date;
  readonly format: "table" | "json";
}

const AFTER_HELP = `
An installed release does what its own day says, whatever day it is: upgrading is what moves you to the next stage.`;

/** Declares `sluice adoption plan`. */
export function registerPlan(program: Command, io: AdoptionIo): void {
  program
    .command("plan")
    .description("show when runAsyncLegacy() goes, and what it does until then")
    .option("--at <date>", "the day to show the plan for, such as 2027-01-31 (default: today)", day)
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .addHelpText("after", AFTER_HELP)
    .action(async ({ at = io.now(), format }: PlanCommandOptions) => {
      const { runAsyncLegacyDeprecation } = await import("@sluice/core-events/deprecations");
      const { deprecationPlan } = await import("../plan/deprecation-plan.js");
      const { planTable } = await import("../output/plan-table.js");
      const plan = deprecationPlan(runAsyncLegacyDeprecation, at);
      io.stdout.write(format === "json" ? `${JSON.stringify(plan, null, 2)}\n` : planTable(plan));
    });
}
