import type { CheckStep } from "../check-step.ts";
import { moduleBoundaries } from "../module-boundaries.ts";

export const boundaries: CheckStep = {
  name: "module boundaries",
  run: ({ root }) => moduleBoundaries(root),
};
