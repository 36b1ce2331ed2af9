import { RUN_METHODS, type RunMethod } from "../run-methods.js";
import { CallPlaces, type CallPlace } from "./call-places.js";
import { callerOf } from "./caller.js";

/** What has been counted since the start. */
export interface UsageCounts {
  readonly calls: Readonly<Record<RunMethod, number>>;
  /** Calls by a method that this release does not know. */
  readonly otherCalls: number;
}

/** How calls are counted. */
export interface UsageCountersOptions {
  /** How many places are told apart; 0 looks at no stack at all. */
  readonly maxPlaces: number;
}

/** Counts what is published on the channel of calls. */
export class UsageCounters {
  readonly #calls = zeroCalls();
  #otherCalls = 0;
  readonly #places: CallPlaces | null;

  constructor({ maxPlaces }: UsageCountersOptions) {
    this.#places = maxPlaces === 0 ? null : new CallPlaces({ max: maxPlaces });
  }

  /** A subscriber of the channel. Never throws, for that would end the process. */
  readonly count = (message: unknown): void => {
    const method = methodOf(message);
    if (method === null) {
      this.#otherCalls += 1;
      return;
    }
    this.#calls[method] += 1;
    this.#places?.count(method, this.#locate(method));
  };

  counts(): UsageCounts {
    return { calls: { ...this.#calls }, otherCalls: this.#otherCalls };
  }

  /** The places in order of their first call, or null where they are not counted. */
  places(): CallPlace[] | null {
    return this.#places?.table() ?? null;
  }

  get callsWithoutPlace(): number {
    return this.#places?.callsWithoutPlace ?? 0;
  }

  #locate(method: RunMethod) {
    try {
      return callerOf(method, this.count);
    } catch {
      return null; // a stack that cannot be looked at, such as with frozen intrinsics: counted as a call without place
    }
  }
}

/** No call of any method. */
export function zeroCalls(): Record<RunMethod, number> {
  return { streamEvents: 0, iterResults: 0, ingest: 0, runAsync: 0, runAsyncLegacy: 0 };
}

const known: ReadonlySet<unknown> = new Set(RUN_METHODS);

function methodOf(message: unknown): RunMethod | null {
  try {
    const method: unknown = (message as { readonly method?: unknown } | null)?.method;
    return known.has(method) ? (method as RunMethod) : null; // the set holds nothing else
  } catch {
    return null; // another publisher's message with a getter that throws: counted among the others
  }
}
