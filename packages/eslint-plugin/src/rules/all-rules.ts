import { legacySeverity } from "../deprecation-severity.js";
import { noLegacyRunAsync } from "./no-legacy-run-async.js";
import { preferStreamEvents } from "./prefer-stream-events.js";
// new rules: imports

/** How a rule is reported. */
export type Severity = "warn" | "error";

export type RuleName =
  | "no-legacy-run-async"
  // new rules: names
  | "prefer-stream-events";

/** A rule with its place in the configurations. */
interface ListedRule {
  /** Not of one type, since each rule has messages and options of its own. */
  readonly rule: object;
  /** How `recommended` reports it; `strict` reports everything as an error. */
  readonly recommended: Severity;
}

/** Every rule. `npm run generate -- rule <name>` makes the files of a new one, and adds it above the comments that say so. */
export const allRules: Readonly<Record<RuleName, ListedRule>> = {
  "no-legacy-run-async": { rule: noLegacyRunAsync, recommended: legacySeverity },
  "prefer-stream-events": { rule: preferStreamEvents, recommended: "warn" },
  // new rules: entries
};
