import type { ForwardConfig } from "../config/forward-schema.js";
import { FORWARD_DEFAULTS, type ForwardTarget } from "../forward/forward-target.js";
import { withoutUndefined } from "./without-undefined.js";

/** The targets that a configuration names, with the defaults filled in; what was before where it names none. */
export function resolveForward(forward: ForwardConfig | undefined, before: readonly ForwardTarget[] = []): readonly ForwardTarget[] {
  if (forward === undefined) return before;
  if (forward === false) return [];
  const entries = [forward].flat();
  return entries.map((entry) => {
    const given = typeof entry === "string" ? { to: entry } : entry;
    return { ...FORWARD_DEFAULTS, ...withoutUndefined(given), to: given.to };
  });
}
