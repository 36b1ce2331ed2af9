import type { RuleNotice } from "../rules/rule-notice.js";

/** What goes into one message: everything of a run, of a rule in a run, or of a severity in a run. */
export type GroupBy = "run" | "rule" | "severity";

/** Notices of one group, at least one. */
export type NoticeGroup = readonly [RuleNotice, ...RuleNotice[]];

/** How {@link NoticeGroups} puts notices together. */
export interface NoticeGroupsOptions {
  readonly groupBy: GroupBy;
  /** How long a group waits for more after its first notice. */
  readonly groupWithinMs: number;
  /** Gets each group when its time is over. */
  readonly onGroup: (group: NoticeGroup) => void;
}

const MAX_NOTICES = 100;

/** Puts together what comes within an interval, one message per group. A group that is full goes at once. */
export class NoticeGroups {
  readonly #options: NoticeGroupsOptions;
  readonly #groups = new Map<string, { readonly notices: [RuleNotice, ...RuleNotice[]]; readonly timer: NodeJS.Timeout }>();

  constructor(options: NoticeGroupsOptions) {
    this.#options = options;
  }

  /** Notices that wait. */
  get waiting(): number {
    return [...this.#groups.values()].reduce((sum, { notices }) => sum + notices.length, 0);
  }

  add(notice: RuleNotice): void {
    const key = groupKey(notice, this.#options.groupBy);
    const group = this.#groups.get(key);
    if (group === undefined) {
      const timer = setTimeout(() => this.#send(key), this.#options.groupWithinMs).unref();
      this.#groups.set(key, { notices: [notice], timer });
      return;
    }
    group.notices.push(notice);
    if (group.notices.length >= MAX_NOTICES) this.#send(key);
  }

  /** Sends every group at once. */
  flush(): void {
    for (const key of [...this.#groups.keys()]) this.#send(key);
  }

  #send(key: string): void {
    const group = this.#groups.get(key);
    if (group === undefined) return;
    clearTimeout(group.timer);
    this.#groups.delete(key);
    this.#options.onGroup(group.notices);
  }
}

function groupKey({ runId, rule, severity }: RuleNotice, groupBy: GroupBy): string {
  if (groupBy === "run") return runId;
  return groupBy === "rule" ? `${runId}/${rule}` : `${runId}/${severity}`;
}
