import type { DeprecationPlan, PlannedStage } from "../plan/deprecation-plan.js";
import { type TextColumn, textTable } from "./text-table.js";

const left = (title: string): TextColumn => ({ title, align: "left" });

const CALLS: Readonly<Record<PlannedStage["call"], string>> = {
  "warn-once": "warns once per process",
  "warn-per-call-site": "warns once per call site",
  throw: "throws API_REMOVED",
};

/** The plan of a deprecation as plain text for a terminal; the stage that holds has an arrow. */
export function planTable({ api, code, since, announcedAt, replacement, at, installed, stages }: DeprecationPlan): string {
  const announced = announcedAt === null ? `announced with ${since}, which is not out yet` : `announced with ${since} on ${announcedAt}`;
  const rows = stages.map(({ name, month, begins, current, call, lint }) => [
    current ? "→" : "",
    name,
    begins ?? `month ${month}`,
    CALLS[call],
    lint === "error" ? lint : `${lint} (strict: error)`,
  ]);
  const table = textTable([left(""), left("Stage"), left("from"), left(`a call of ${api.split(".").at(-1) ?? api}()`), left("lint rule")], rows);
  return `${[`${api} [${code}], ${announced}`, `Use ${replacement}`, `On ${at}; the installed release is at the stage "${installed}"`, "", ...table].join("\n")}\n`;
}
