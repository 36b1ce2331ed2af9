import type { Finding } from "../model.js";

/**
 * What became of a site: `kept` needs no change; `rewritten` and `parked` were changed, or would be if the run wrote; `left`
 * is for a person to do; `declined` was offered and refused; `blocked` is in a file that could not be written.
 */
export type SiteState = "kept" | "rewritten" | "parked" | "left" | "declined" | "blocked";

/** A finding and what became of it. */
export interface SiteReport extends Finding {
  readonly state: SiteState;
}
