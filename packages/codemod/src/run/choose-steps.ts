import type { FilePlan, Step } from "./plan-files.js";

/** What a person says to one change: this one, this and the others of the file, or this and all others. */
export type Choice = "yes" | "no" | "file" | "not-file" | "all" | "quit";

/** Asks about one change. */
export type Choose = (step: Step, plan: FilePlan) => Promise<Choice>;

/** The plans with the steps agreed to; whatever was agreed to before `quit` stays. */
export async function chooseSteps(plans: readonly FilePlan[], choose: Choose): Promise<FilePlan[]> {
  const chosen: FilePlan[] = [];
  let standing: Choice | null = null;
  for (const plan of plans) {
    if (standing === "file" || standing === "not-file") standing = null;
    const steps: Step[] = [];
    for (const step of plan.steps) {
      const choice: Choice = standing ?? (await choose(step, plan));
      if (choice === "yes" || choice === "file" || choice === "all") steps.push(step);
      if (choice !== "yes" && choice !== "no") standing = choice;
    }
    if (steps.length > 0) chosen.push({ source: plan.source, steps });
  }
  return chosen;
}
