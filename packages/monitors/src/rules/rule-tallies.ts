import type { RuleNotice } from "./rule-notice.js";
import { type Rule, ruleName } from "./rule-schema.js";

/** How often a rule has fired, over all runs watched. */
export interface RuleTally {
  readonly rule: string;
  readonly kind: Rule["rule"];
  readonly severity: Rule["severity"];
  readonly action: Rule["action"];
  readonly fired: number;
  readonly recovered: number;
  /** What it said last; `null` if it never fired. */
  readonly lastMessage: string | null;
}

/** Counts what rules say. */
export class RuleTallies {
  readonly #tallies: Map<string, RuleTally>;

  constructor(rules: readonly Rule[]) {
    this.#tallies = new Map(rules.map((rule) => {
      const { rule: kind, severity, action } = rule;
      return [ruleName(rule), { rule: ruleName(rule), kind, severity, action, fired: 0, recovered: 0, lastMessage: null }];
    }));
  }

  add({ rule, type, message }: RuleNotice): void {
    const tally = this.#tallies.get(rule);
    if (tally === undefined) return;
    if (type === "RuleFired") this.#tallies.set(rule, { ...tally, fired: tally.fired + 1, lastMessage: message });
    else this.#tallies.set(rule, { ...tally, recovered: tally.recovered + 1 });
  }

  list(): readonly RuleTally[] {
    return [...this.#tallies.values()];
  }
}
