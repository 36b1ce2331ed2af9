import type { ReasonCode, RewriteTarget } from "@sluice/codemod";
import { type Deprecation, type DeprecationStage, runAsyncLegacyDeprecation } from "@sluice/core-events/deprecations";
import { diffHunk } from "./diff-hunk.ts";
import { countOutcomes, type MigratedCase, migrateCases, type OutcomeCounts } from "./migrated-cases.ts";
import { PARKED, PATTERNS, STREAMED } from "./migration-patterns.ts";

interface Target {
  readonly use: string;
  readonly form: string;
}

const TARGETS: Readonly<Record<RewriteTarget, Target>> = {
  loop: { use: "only looped over, by a body that nobody can see before its end", form: "`for await (const document of pipeline.iterResults(…))`" },
  collect: { use: "only looped over, by a body that could be seen, fail or end early", form: "`for (const document of await Array.fromAsync(pipeline.iterResults(…)))`" },
  yield: { use: "passed on by a generator, with `--loops stream`", form: "`yield* pipeline.iterResults(…)`" },
  list: { use: "needed as a list or a promise", form: "`Array.fromAsync(pipeline.iterResults(…))`" },
  drain: { use: "thrown away", form: "`for await (const _ of pipeline.iterResults(…)) {}`" },
};

interface Reason {
  readonly meaning: string;
  readonly remedy: string;
}

const REASONS: Readonly<Record<ReasonCode, Reason>> = {
  RECEIVER_UNKNOWN: { meaning: "Nothing says that the receiver is a pipeline: `any`, JavaScript without JSDoc, a union with something else.", remedy: "Give it a type and run again, or migrate by hand if it is one." },
  NOT_A_CALL: { meaning: "The method is bound, handed on, taken out of its object, or a type is made from it.", remedy: "Hand on a function that calls `iterResults`; name the type that is wanted." },
  OVERRIDDEN: { meaning: "A subclass, an assignment or a proxy changes what the method does, and the receiver may be affected.", remedy: "Migrate it together with its callers: override `iterResults`, or wrap the pipeline." },
  OPTIONAL_CALL: { meaning: "The call is part of an optional chain, and may not take place.", remedy: "Test the receiver first, then run again." },
  DYNAMIC_ACCESS: { meaning: "The method is chosen by a string or a computed key.", remedy: "Write the method's name, then run again." },
  TEST_DOUBLE: { meaning: "A mock, spy or stub stands in for the method, and keeps the old shape.", remedy: "Let the double give documents through `iterResults`, then migrate what it stands for." },
  SHAPE_UNKNOWN: { meaning: "What is done with the result, or what evaluating the call does, is not certain to stay the same.", remedy: "Take what may throw or wait out of the call and run again, or migrate by hand." },
  OPTIONS_UNKNOWN: { meaning: "The options cannot be extended: spread arguments, an object with a prototype.", remedy: "Pass the adapter and one object literal, then run again." },
  TARGET_UNAVAILABLE: { meaning: "The configuration's `lib` or the place has no room for what would be written.", remedy: "Raise `lib` to es2018 or later, or move the call into an async function." },
  SYNTAX_ERROR: { meaning: "The file cannot be read.", remedy: "Mend it, then run again." },
  TEMPLATE_FILE: { meaning: "The words stand in a `.vue`, `.svelte` or `.astro` file.", remedy: "Migrate by hand, or move the call into a module." },
};

const CALLS: Readonly<Record<DeprecationStage["call"], string>> = {
  "warn-once": "one warning per process",
  "warn-per-call-site": "one warning per call site",
  throw: "throws a `SluiceError` with the code `API_REMOVED`",
};

/** What stands on docs/migration.md: the codemod is run over cases of its corpus, so that each pattern is what it writes. */
export async function migrationPage(): Promise<string> {
  const paths = [...PATTERNS.flatMap(({ cases }) => cases), PARKED];
  const [migrated, streamed, counts] = await Promise.all([migrateCases(paths, "equivalent"), migrateCases(STREAMED, "stream"), countOutcomes()]);
  return [
    ...introduction(),
    ...steps(),
    ...targets(counts),
    ...PATTERNS.flatMap(({ title, text, cases }) => [`### ${title}`, ...wrapped(text), "", ...cases.flatMap((path) => shown(migrated.get(path)))]),
    ...streaming(streamed),
    ...leftovers(counts, migrated.get(PARKED)),
    ...timetable(runAsyncLegacyDeprecation),
    ...differences(),
  ].join("\n");
}

function introduction(): string[] {
  return [
    "# From eager runs to streams",
    "In 0.x `runAsync()` collected every document in memory and gave the list at the end, or rejected at the first that failed. In",
    "1.x `runAsync()` gives `{ documents, errors, stats }` and does not reject for a bad document; `iterResults()` and",
    "`streamEvents()` give documents and events as they come, in memory that does not grow with their number.",
    "",
    "A call that is left as it is compiles in JavaScript and does something else: failures that used to reject are now entries",
    "in `errors`. `iterResults(adapter, { ...options, onFailure: \"throw\" })` is the old contract as a stream, and",
    `\`runAsyncLegacy()\` the old contract as it was, for ${runAsyncLegacyDeprecation.stages.at(-1)?.month ?? 0} months.`,
    "",
  ];
}

function steps(): string[] {
  return [
    "## How to go",
    "1. Look first, with 0.x still installed, as its types tell the old contract without doubt:",
    "",
    "   ```sh",
    "   npx @sluice/codemod                  # a diff of what would change, and what would be left; writes nothing",
    "   ```",
    "2. Write, on a clean work tree, and run the formatter that the report names:",
    "",
    "   ```sh",
    "   npx @sluice/codemod --write          # or --interactive, change by change",
    "   npx @sluice/codemod --write --park   # also renames what is left to runAsyncLegacy, with a comment to find it by",
    "   ```",
    "3. Upgrade, type-check, and run the tests:",
    "",
    "   ```sh",
    "   npm install @sluice/pipeline@1",
    "   ```",
    "4. Migrate what is left by hand; the reasons are below. A second run of the codemod changes nothing that is done.",
    "5. Keep it so, in the editor and in CI:",
    "",
    "   ```js",
    "   // eslint.config.js",
    "   import sluice from \"@sluice/eslint-plugin\";",
    "",
    "   export default [sluice.configs.recommended];",
    "   ```",
    "6. Watch the figures, until nothing calls the old way:",
    "",
    "   ```sh",
    "   npx sluice adoption scan --min 80    # the share of streaming call sites; exit 1 below 80 %",
    "   ```",
    "",
    "The codemod works with 1.x installed as well. What a call is then follows from what is done with its result: a call whose result",
    "is handed on, returned or thrown away may be new code, and is kept. `--from 0.x` says that it is old.",
    "",
    "Where failures or progress matter document by document, go one step further by hand than the codemod does: `streamEvents()`",
    "reports each of them as it happens, and `ingest()` keeps documents, failures and position together over a crash.",
    "",
  ];
}

function targets(counts: OutcomeCounts): string[] {
  const rows = Object.entries(TARGETS).map(([target, { use, form }]) => `| ${use} | ${form} | ${counts.get(`rewrite ${target}`) ?? "–"} |`);
  return [
    "## What is written",
    "What the code does with the documents decides. The last column counts the call sites of the codemod's own corpus that come out",
    "so: each is run before, on the release it was written for, and after on 1.x, with sources that succeed, fail, are empty, slow, odd",
    "or unknown, and gives the same value, output, files, errors and ingested documents.",
    "",
    "| the documents are | written as | sites |",
    "|---|---|---|",
    ...rows,
    "",
    "Every form keeps the call's options and adds `onFailure: \"throw\"`. All other text of the file stays as it is, byte for byte.",
    "",
  ];
}

function streaming(streamed: ReadonlyMap<string, MigratedCase>): string[] {
  return [
    "## `--loops stream`",
    "By default a loop streams only where nobody can tell. With `--loops stream` every loop over documents streams, and every",
    "`yield*` passes the stream on. Three things are then different:",
    "",
    "- The body runs for the documents before one that fails. What it wrote or logged by then stays; the error is the same.",
    "- The body runs while later documents are fetched, so others may see its state half way, and it theirs.",
    "- A loop that is left early ends the run: documents behind that point are not ingested.",
    "",
    ...STREAMED.flatMap((path) => shown(streamed.get(path))),
  ];
}

function leftovers(counts: OutcomeCounts, parked: MigratedCase | undefined): string[] {
  const rows = Object.entries(REASONS).map(([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} | ${counts.get(`leftover ${code}`) ?? 0} |`);
  return [
    "## What is left to you",
    "What is not certain is not rewritten. It is reported with a reason, and the exit code is 1. A pipeline that is handed to an",
    "interface of your own (`{ runAsync(adapter: string): Promise<Document[]> }`) is found by the compiler after the upgrade.",
    "",
    "| reason | meaning | what to do | sites in the corpus |",
    "|---|---|---|---|",
    ...rows,
    "",
    "`--park` gives such a call its old behaviour under 1.x, where the receiver is known. The comment is written once.",
    "",
    ...shown(parked),
  ];
}

function timetable({ api, replacement, code, since, announcedAt, stages }: Deprecation): string[] {
  const rows = stages.map(({ month, name, call, lint }) => `| ${month} | ${name} | ${CALLS[call]} | ${lint} |`);
  return [
    "## The timetable",
    `\`${api}\` is deprecated (\`${code}\`) since ${since}${announcedAt === null ? "" : `, announced on ${announcedAt}`}. In its place:`,
    `${replacement.split(" or ").map((call) => `\`${call}\``).join(" or ")}.`,
    "",
    "Months count from the day of that release. A version that is installed does not change its behaviour with the calendar: what it",
    "does follows from the day it was released.",
    "",
    "| from month | stage | a call | the lint rule, as recommended |",
    "|---|---|---|---|",
    ...rows,
    "",
    "`SLUICE_SILENCE_DEPRECATIONS=1` silences the warnings. `sluice adoption plan` shows the stages on the calendar.",
    "",
  ];
}

function differences(): string[] {
  return [
    "## What 1.x asks of adapters",
    "Migrated calls do what they did, on adapters that keep the contract of 1.x: `identify(raw)` must give the id that the parsed",
    "document has. An adapter of 0.x that made up something else fails each document with `RECORD_MALFORMED`.",
    "",
  ];
}

function shown(one: MigratedCase | undefined): string[] {
  if (one === undefined) throw new TypeError("Cannot show a case: expected it among those that were migrated");
  const hunk = diffHunk(one.before, one.after);
  if (hunk.length === 0) throw new TypeError(`Cannot show the case ${one.path}: expected the codemod to change it`);
  const [what = ""] = one.summary.split("; "); // what follows is about the target, which is seen
  return [`${what.slice(0, 1).toUpperCase()}${what.slice(1)}:`, "", "```diff", ...hunk, "```", ""];
}

/** The words of a paragraph in lines of the width that the other pages have. */
function wrapped(text: string, width = 124): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
