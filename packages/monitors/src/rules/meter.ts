import type { Document, OutcomeCounts } from "@sluice/core-events";
import { fieldPresence } from "./field-presence.js";
import type { Rule } from "./rule-schema.js";
import { shareWindow, type ShareWindow, type ShareWindowOptions } from "./share-window.js";
import { TimedCounts } from "./timed-counts.js";

/** A value that a rule looks at, and how many documents it comes from. */
export interface Reading {
  readonly value: number;
  readonly sample: number;
}

/** Measures what one rule looks at, in memory that does not grow. Times are in ms and do not run backwards. */
export interface Meter {
  /** Takes the end of a document. */
  outcome?(isCompleted: boolean, at: number): void;
  /** Takes a document that was completed. */
  document?(document: Document, at: number): void;
  /** Takes a retry. */
  retry?(at: number): void;
  /** The value at this time; `null` while there is too little to say anything. */
  read(at: number): Reading | null;
}

/** A rule that looks at a value all the time, not at how the run ends. */
export type MeasuredRule = Exclude<Rule, { readonly rule: "run-failed" | "run-completed" }>;

/** Makes the meter of a rule for a run that begins now. @param counts What earlier attempts at the run have finished. */
export function meterOf(rule: MeasuredRule, at: number, counts: OutcomeCounts): Meter {
  switch (rule.rule) {
    case "success-rate":
      return successRate(rule, counts);
    case "field-completeness":
      return fieldCompleteness(rule);
    case "throughput":
      return throughput(rule, at);
    case "stall":
      return stall(at);
    case "retry-storm":
      return retries(rule.windowSeconds * 1000);
  }
}

type WindowOptions = Pick<ShareWindowOptions, "windowDocuments" | "windowSeconds"> & { readonly minSample?: number | undefined };

const DEFAULT_SAMPLE = 20;

function minSampleOf({ minSample, windowDocuments = DEFAULT_SAMPLE }: WindowOptions): number {
  return minSample ?? Math.min(DEFAULT_SAMPLE, windowDocuments);
}

function successRate(options: WindowOptions, { completed, failed }: OutcomeCounts): Meter {
  const window = shareWindow({ ...options, from: { hits: completed, total: completed + failed } });
  return { outcome: (isCompleted, at) => window.add(isCompleted, at), read: (at) => share(window, at, minSampleOf(options)) };
}

function fieldCompleteness(options: WindowOptions & { readonly field: string }): Meter {
  const window = shareWindow(options);
  const holds = fieldPresence(options.field);
  return { document: (document, at) => window.add(holds(document), at), read: (at) => share(window, at, minSampleOf(options)) };
}

function share(window: ShareWindow, at: number, minSample: number): Reading | null {
  const { hits, total } = window.read(at);
  return total < minSample || total === 0 ? null : { value: hits / total, sample: total };
}

function throughput({ windowSeconds, minSample }: { readonly windowSeconds: number; readonly minSample: number }, startedAt: number): Meter {
  const counts = new TimedCounts(windowSeconds * 1000);
  const readyAt = startedAt + windowSeconds * 1000; // before that, a share of the window lies before the run
  let seen = 0;
  return {
    outcome(_isCompleted, at) {
      counts.add(at);
      seen += 1;
    },
    read(at) {
      if (at < readyAt || seen < minSample) return null;
      const inWindow = counts.read(at);
      return { value: inWindow / windowSeconds, sample: inWindow };
    },
  };
}

/** Seconds since a document last ended, or since the start. */
function stall(startedAt: number): Meter {
  let movedAt = startedAt;
  let seen = 0;
  return {
    outcome(_isCompleted, at) {
      movedAt = at;
      seen += 1;
    },
    read: (at) => ({ value: Math.max(0, at - movedAt) / 1000, sample: seen }),
  };
}

function retries(windowMs: number): Meter {
  const counts = new TimedCounts(windowMs);
  let seen = 0;
  return {
    outcome: () => void (seen += 1),
    retry: (at) => counts.add(at),
    read: (at) => ({ value: counts.read(at), sample: seen }),
  };
}
