/** A pattern of the migration guide, shown by cases of the codemod's corpus. */
export interface MigrationPattern {
  readonly title: string;
  readonly text: string;
  /** Paths below packages/codemod/corpus/cases. */
  readonly cases: readonly string[];
}

/** The patterns of the guide, in its order. */
export const PATTERNS: readonly MigrationPattern[] = [
  {
    title: "A loop whose result is gone if it fails",
    text: "The body changes nothing that anybody sees if a later document fails, so nobody can tell when it runs. The loop becomes a stream, and its memory no longer grows with the number of documents. Documents are taken for data as in JSON here: what is in them has no getters or methods of its own.",
    cases: ["loops/collect-titles.ts", "loops/through-a-variable.ts", "loops/longest-text.ts", "errors/local-inside-try.ts"],
  },
  {
    title: "A loop with effects",
    text: "The old call had ingested every document, or had failed, before the body ran for the first time. Where the body writes, logs, waits, may throw, or changes what others see, the list is collected first, so that this stays so. If the body may as well see the documents before one that fails, see `--loops stream` below.",
    cases: ["effects/log-each.ts", "effects/swallowed-error.ts", "services/transaction.ts"],
  },
  {
    title: "A loop that is left early",
    text: "`break`, `return` and `throw` in the body left the loop when everything had been ingested. A stream would end the ingestion there, so the list is collected first.",
    cases: ["early-exit/find-first.ts", "early-exit/labelled.ts"],
  },
  {
    title: "A list",
    text: "Whatever needs all documents at once gets them in an array. Memory grows as before; what is made of the list may turn out to be a loop in disguise, and is worth a second look.",
    cases: ["lists/map.ts", "lists/length.ts", "lists/sorted.ts", "lists/push-spread.ts"],
  },
  {
    title: "A promise",
    text: "`Array.fromAsync` starts at once and rejects as the old call did. `iterResults` throws for a caller's mistake, such as an unknown adapter, where the old call rejected; where that could be told apart the call stands in an async function.",
    cases: ["promises/return-promise.ts", "promises/all-mapped.ts", "promises/sync-function.ts", "promises/started-early.ts", "promises/then-two-handlers.ts"],
  },
  {
    title: "A generator",
    text: "Its reader must not see documents before a failure that used to come first. `--loops stream` lifts that.",
    cases: ["generators/yield-star.ts", "generators/yield-in-loop.ts"],
  },
  {
    title: "A result that is thrown away",
    text: "The run is read to its end and keeps nothing.",
    cases: ["discarded/warm-up.ts", "discarded/with-limit.ts"],
  },
  {
    title: "Errors",
    text: "Errors are the same objects and arrive at the same place: a `catch`, a retry or a handler goes on as before.",
    cases: ["errors/retry-three-times.ts", "errors/helper-with-retries.ts", "promises/catch-gives-empty.ts"],
  },
  {
    title: "Options",
    text: "Every option is kept, and `onFailure: \"throw\"` is added in the layout of the call.",
    cases: ["options/multi-line.ts", "options/optional-variable.ts", "options/spread-inside.ts"],
  },
  {
    title: "JavaScript",
    text: "A type in JSDoc, a `require` or a `new` in the same file says what the receiver is.",
    cases: ["javascript/jsdoc-import-type.js", "javascript/common-js.cjs"],
  },
  {
    title: "An older lib",
    text: "Where the configuration's `lib` does not know `Array.fromAsync`, a loop takes its place.",
    cases: ["lib-es2022/returned.ts"],
  },
];

/** Cases that are shown as they come out with `--loops stream`. */
export const STREAMED: readonly string[] = ["effects/log-each.ts", "early-exit/find-first.ts", "generators/yield-star.ts"];

/** A case that is shown as it comes out with `--park`. */
export const PARKED = "leftovers/bound.ts";
