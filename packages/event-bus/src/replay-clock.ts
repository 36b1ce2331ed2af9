import { pause } from "./pause.js";

/** What a replay measures its waits by. */
export interface ReplayClock {
  /** Milliseconds from any beginning, never going back. */
  now(): number;
  /** Waits. @throws The signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The monotonic clock of the system. */
export const systemReplayClock: ReplayClock = { now: () => performance.now(), sleep: pause };
