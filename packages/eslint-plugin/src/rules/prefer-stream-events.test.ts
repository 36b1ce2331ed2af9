import type { RunTests } from "@typescript-eslint/rule-tester";
import { afterAll } from "vitest";
import { makeProject } from "../testing/make-project.js";
import { testRule } from "../testing/test-rule.js";
import { preferStreamEvents } from "./prefer-stream-events.js";
import type { StreamMessage } from "./stream-messages.js";

type Tests = RunTests<StreamMessage, [{ syntacticFallback?: boolean }]>;

const HEAD = `import { IngestionPipeline, type EagerOptions, type RunOptions } from "@sluice/pipeline";\ndeclare const p: IngestionPipeline;\n`;

/** A case whose one report has one suggestion. */
function offered(name: string, code: string, messageId: StreamMessage, suggestion: StreamMessage, output: string): Tests["invalid"][number] {
  return { name, code: HEAD + code, errors: [{ messageId, suggestions: [{ messageId: suggestion, output: HEAD + output }] }] };
}

/** A case whose one report has no suggestion. */
function reported(name: string, code: string, messageId: StreamMessage): Tests["invalid"][number] {
  return { name, code: HEAD + code, errors: [{ messageId, suggestions: null }] };
}

const valid: Tests["valid"] = [
  { name: "documents that are handed on are left alone", code: `${HEAD}save((await p.runAsync("a")).documents);` },
  { name: "a result that is handed on is left alone", code: `${HEAD}save(await p.runAsync("a"));` },
  { name: "a result that is exported is left alone", code: `${HEAD}export const { errors } = await p.runAsync("a");` },
  { name: "documents that are looped over twice are left alone", code: `${HEAD}const { documents } = await p.runAsync("a");\nfor (const d of documents) one(d);\nfor (const d of documents) two(d);` },
  { name: "documents that are looped over again and again are left alone", code: `${HEAD}const { documents } = await p.runAsync("a");\nfor (const x of xs) for (const d of documents) one(d, x);` },
  { name: "documents that a function loops over later are left alone", code: `${HEAD}const { documents } = await p.runAsync("a");\nexport const later = () => { for (const d of documents) one(d); };` },
  { name: "documents that are sorted are left alone", code: `${HEAD}for (const d of (await p.runAsync("a")).documents.toSorted()) one(d);` },
  { name: "a rest of the result is left alone", code: `${HEAD}const { errors, ...rest } = await p.runAsync("a");\nsave(errors, rest);` },
  { name: "runAsyncLegacy is the other rule's", code: `${HEAD}for (const d of await p.runAsyncLegacy("a")) one(d);` },
  { name: "runAsync of another library is left alone", code: `import { p } from "pulumi";\nfor (const d of (await p.runAsync("a")).documents) one(d);` },
];

const invalid: Tests["invalid"] = [
  offered("a loop over the documents streams", `for (const d of (await p.runAsync("a", { concurrency: 2 })).documents) one(d);`, "eagerLoop", "streamLoop", `for await (const d of p.iterResults("a", { concurrency: 2 })) one(d);`),
  offered("a loop behind the destructuring streams", `const { documents } = await p.runAsync("a");\nfor (const d of documents) {\n  one(d); // each\n}`, "eagerLoop", "streamLoop", `for await (const d of p.iterResults("a")) {\n  one(d); // each\n}`),
  offered("a loop behind a variable streams", `const result = await p.runAsync("a");\nfor (const d of result.documents) one(d);`, "eagerLoop", "streamLoop", `for await (const d of p.iterResults("a")) one(d);`),
  reported("a loop that is left early is reported without suggestion", `for (const d of (await p.runAsync("a")).documents) if (one(d)) break;`, "eagerLoop"),
  reported("a loop beside other reads is reported without suggestion", `const { documents, errors } = await p.runAsync("a");\nfor (const d of documents) one(d);\nshow(errors);`, "eagerLoop"),
  reported("a loop with something before it is reported without suggestion", `const { documents } = await p.runAsync("a");\nstart();\nfor (const d of documents) one(d);`, "eagerLoop"),
  reported("forEach is reported without suggestion", `(await p.runAsync("a")).documents.forEach(one);`, "eagerLoop"),
  reported("a limit of documents has no streaming form", `for (const d of (await p.runAsync("a", { maxDocuments: 10 })).documents) one(d);`, "eagerLoop"),
  reported("a comment that would be lost keeps the suggestion away", `for (const d of (await p.runAsync("a") /* all */).documents) one(d);`, "eagerLoop"),
  reported("a call that may not happen is reported without suggestion", `for (const d of (await p?.runAsync("a")).documents) one(d);`, "eagerLoop"),
  offered("a count streams", `const n = (await p.runAsync("a")).documents.length;\nshow(n);`, "eagerFigures", "streamCount", `let n = 0;\nfor await (const _ of p.iterResults("a")) n += 1;\nshow(n);`),
  offered("failures are taken from the events", `const { errors } = await p.runAsync("a");\nshow(errors);`, "eagerFigures", "streamErrors", `const errors = [];\nfor await (const event of p.streamEvents("a")) if (event.type === "DocumentFailed") errors.push(event);\nshow(errors);`),
  offered("figures are taken from the stream", `const { stats } = await p.runAsync("a");\nshow(stats);`, "eagerFigures", "streamStats", `const events = p.streamEvents("a");\nfor await (const _ of events) {}\nconst { stats } = events;\nshow(stats);`),
  reported("counts in an expression are reported without suggestion", `show((await p.runAsync("a")).documents.length);`, "eagerFigures"),
  reported("failures and figures together are reported without suggestion", `const { errors, stats } = await p.runAsync("a");\nshow(errors, stats);`, "eagerFigures"),
];

const projects = { "0.x": makeProject("0.x", { "file.ts": "" }), "1.x": makeProject("1.x", { "file.ts": "" }) };
afterAll(() => Object.values(projects).forEach((project) => project[Symbol.dispose]()));

testRule("prefer-stream-events without types", preferStreamEvents, null, {
  valid: [...valid, { name: "a result that is thrown away may be of 0.x", code: `${HEAD}await p.runAsync("a");` }, { name: "nothing is reported without the fallback", code: `${HEAD}show((await p.runAsync("a")).documents.length);`, options: [{ syntacticFallback: false }] }],
  invalid: [...invalid, reported("options from elsewhere may hold a limit", `for (const d of (await p.runAsync("a", options)).documents) one(d);`, "eagerLoop")],
});

testRule("prefer-stream-events with the types of 1.x", preferStreamEvents, projects["1.x"].root, {
  valid,
  invalid: [
    ...invalid,
    offered("a result that is thrown away is read to its end", `await p.runAsync("a");`, "eagerUnread", "streamDrain", `for await (const _ of p.iterResults("a")) {}`),
    offered("options without a limit are handed on", `declare const options: RunOptions;\nfor (const d of (await p.runAsync("a", options)).documents) one(d);`, "eagerLoop", "streamLoop", `declare const options: RunOptions;\nfor await (const d of p.iterResults("a", options)) one(d);`),
    reported("options that may hold a limit keep the suggestion away", `declare const options: EagerOptions;\nfor (const d of (await p.runAsync("a", options)).documents) one(d);`, "eagerLoop"),
  ],
});

testRule("prefer-stream-events with the types of 0.x", preferStreamEvents, projects["0.x"].root, {
  valid: [...valid, { name: "a list of 0.x is the other rule's", code: `${HEAD}for (const d of await p.runAsync("a")) one(d);` }],
  invalid: [],
});
