import { canRecover, noticeKey, type RuleFired, type RuleNotice } from "../rules/rule-notice.js";

/** How {@link NoticeGate} lets notices through. */
export interface NoticeGateOptions {
  readonly cooldownMs: number;
  /** Gets what may be sent. */
  readonly pass: (notice: RuleNotice) => void;
  /** Called for each notice kept back for good. */
  readonly onSuppressed: () => void;
}

/** What the receivers know of one rule of one run. */
interface Told {
  isFiring: boolean;
  /** When they were last told that it fires. */
  at: number;
  /** It fires again, and they are told when the cooldown is over. */
  waiting: { readonly notice: RuleFired; readonly timer: NodeJS.Timeout } | null;
}

const MAX_RULES = 10_000;

/**
 * Lets a rule say that it fires at most once per cooldown. One that fires again within it is told when the cooldown is over, if it
 * still fires by then; of one that has recovered until then nothing is said, as nobody knows that it fired.
 */
export class NoticeGate {
  readonly #options: NoticeGateOptions;
  readonly #told = new Map<string, Told>();

  constructor(options: NoticeGateOptions) {
    this.#options = options;
  }

  take(notice: RuleNotice): void {
    const key = noticeKey(notice);
    const told = this.#told.get(key);
    if (notice.type === "RuleFired") this.#fired(key, told, notice);
    else if (told?.isFiring === true) this.#pass(told, notice);
    else this.#forgetWaiting(told);
  }

  /** Lets through at once what waits for the end of its cooldown. */
  flush(): void {
    for (const told of this.#told.values()) {
      if (told.waiting === null) continue;
      clearTimeout(told.waiting.timer);
      this.#tell(told, told.waiting.notice);
    }
  }

  #fired(key: string, told: Told | undefined, notice: RuleFired): void {
    if (told === undefined) {
      this.#tell(this.#remember(key), notice);
      return;
    }
    const waitMs = told.at + this.#options.cooldownMs - performance.now();
    if (waitMs <= 0) {
      this.#tell(told, notice);
      return;
    }
    this.#forgetWaiting(told);
    told.waiting = { notice, timer: setTimeout(() => this.#tell(told, notice), waitMs).unref() };
  }

  #pass(told: Told, notice: RuleNotice): void {
    told.isFiring = false;
    this.#options.pass(notice);
  }

  #tell(told: Told, notice: RuleFired): void {
    told.waiting = null;
    told.isFiring = canRecover(notice);
    told.at = performance.now();
    this.#options.pass(notice);
  }

  #forgetWaiting(told: Told | undefined): void {
    if (told === undefined || told.waiting === null) return;
    clearTimeout(told.waiting.timer);
    told.waiting = null;
    this.#options.onSuppressed();
  }

  #remember(key: string): Told {
    if (this.#told.size >= MAX_RULES) this.#forgetOld();
    const told: Told = { isFiring: false, at: -Infinity, waiting: null };
    this.#told.set(key, told);
    return told;
  }

  /** First what no longer matters; if all of it does, the oldest. */
  #forgetOld(): void {
    const over = performance.now() - this.#options.cooldownMs;
    for (const [key, told] of this.#told) if (!told.isFiring && told.waiting === null && told.at < over) this.#told.delete(key);
    for (const [key, told] of this.#told) {
      if (this.#told.size < MAX_RULES) return;
      this.#forgetWaiting(told);
      this.#told.delete(key);
    }
  }
}
