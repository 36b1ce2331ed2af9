import { expect, test } from "vitest";
import { lintText } from "../testing/lint-text.js";

const HEAD = `import { IngestionPipeline } from "@sluice/pipeline";\ndeclare const p: IngestionPipeline;\n`;

/** What each suggestion makes of a text, without the two lines above it. */
function suggestions(code: string, head = HEAD): Readonly<Record<string, string>> {
  const [report] = lintText(head + code, { rule: "no-legacy-run-async", filename: "file.ts" });
  if (report === undefined) throw new Error(`Cannot look at suggestions: expected a report for ${code}, received none`);
  return Object.fromEntries(Object.entries(report.suggestions).map(([id, text]) => [id, text.slice(head.length)]));
}

test.for([
  ["no options", `p.runAsyncLegacy("a")`, `p.iterResults("a", { onFailure: "throw" })`],
  ["a comma behind the adapter", `p.runAsyncLegacy("a",)`, `p.iterResults("a", { onFailure: "throw" })`],
  ["single quotes", `p.runAsyncLegacy('a')`, `p.iterResults('a', { onFailure: 'throw' })`],
  ["an empty literal", `p.runAsyncLegacy("a", {})`, `p.iterResults("a", { onFailure: "throw" })`],
  ["a literal", `p.runAsyncLegacy("a", { limit: 1 })`, `p.iterResults("a", { limit: 1, onFailure: "throw" })`],
  ["a literal with a last comma", `p.runAsyncLegacy("a", { limit: 1, })`, `p.iterResults("a", { limit: 1, onFailure: "throw", })`],
  ["a literal with a spread", `p.runAsyncLegacy("a", { ...o })`, `p.iterResults("a", { ...o, onFailure: "throw" })`],
  ["a literal over lines", `p.runAsyncLegacy("a", {\n  limit: 1, // few\n})`, `p.iterResults("a", {\n  limit: 1,\n  onFailure: "throw", // few\n})`],
  ["undefined", `p.runAsyncLegacy("a", undefined)`, `p.iterResults("a", { onFailure: "throw" })`],
  ["a variable", `p.runAsyncLegacy("a", o)`, `p.iterResults("a", { ...o, onFailure: "throw" })`],
  ["an expression in parentheses", `p.runAsyncLegacy(("a"), (b, o),)`, `p.iterResults(("a"), { ...(b, o), onFailure: "throw" },)`],
  ["a conditional", `p.runAsyncLegacy("a", x ? o : undefined)`, `p.iterResults("a", { ...x ? o : undefined, onFailure: "throw" })`],
  ["a call and comments", `p /* 1 */ . /* 2 */ runAsyncLegacy /* 3 */ ( /* 4 */ "a" /* 5 */, /* 6 */ o() /* 7 */ )`, `p /* 1 */ . /* 2 */ iterResults /* 3 */ ( /* 4 */ "a" /* 5 */, /* 6 */ { ...o(), onFailure: "throw" } /* 7 */ )`],
  ["a string key", `p["runAsyncLegacy"]("a")`, `p["iterResults"]("a", { onFailure: "throw" })`],
] as const)("%s become options that throw", ([, before, after]) => {
  expect(suggestions(`use(await ${before});`)).toEqual({ streamList: `use(await Array.fromAsync(${after}));` });
});

test.for([
  ["spread arguments", `use(await p.runAsyncLegacy(...args));`],
  ["no arguments", `use(await p.runAsyncLegacy());`],
  ["three arguments", `use(await p.runAsyncLegacy("a", {}, 1));`],
  ["an option that streams have too", `use(await p.runAsyncLegacy("a", { onFailure: "skip" }));`],
  ["type arguments", `use(await p.runAsyncLegacy<Own>("a"));`],
  ["an optional call", `use(await p?.runAsyncLegacy("a"));`],
  ["an optional call further out", `use(await (p).runAsyncLegacy?.("a"));`],
  ["an Array of one's own", `function f(Array) { use(await2, async () => { await p.runAsyncLegacy("a", [Array]); f(await p.runAsyncLegacy("a")); }); }`],
  ["a method that is not called", `use(p.runAsyncLegacy);`],
] as const)("%s get no suggestion", ([, code]) => {
  const reports = lintText(HEAD + code, { rule: "no-legacy-run-async", filename: "file.ts" });
  expect(Object.keys(reports.at(-1)!.suggestions)).toEqual([]);
});

test.for([
  ["break", `if (d) break;`],
  ["return", `return d;`],
  ["throw", `throw d;`],
  ["yield", `yield d;`],
  ["a jump to an outer loop", `continue outer;`],
  ["a jump out of an inner block", `inner: for (;;) { break outer; }`],
] as const)("a loop that is left by %s keeps its list", ([, body]) => {
  const code = `async function* f() { outer: for (const x of xs) { for (const d of await p.runAsyncLegacy("a")) { ${body} } } }`;
  expect(Object.keys(suggestions(code))).toEqual(["streamList"]);
});

test.for([
  ["continue", `if (d) continue; use(d);`],
  ["the break of an inner loop", `for (;;) { break; }`],
  ["the break of a switch", `switch (d) { case 1: break; }`],
  ["the return of a callback", `run(() => { return d; });`],
  ["its own label", `continue own;`],
] as const)("a loop with %s streams", ([, body]) => {
  const code = `async function f() { own: for (const d of await p.runAsyncLegacy("a")) { ${body} } }`;
  expect(suggestions(code)["streamLoop"]).toBe(`async function f() { own: for await (const d of p.iterResults("a", { onFailure: "throw" })) { ${body} } }`);
});

test.for([
  ["a catch that carries on", `try { LOOP } catch { log(); }`, false],
  ["a catch that returns", `try { LOOP } catch (error) { if (x) return; throw error; }`, false],
  ["a finally that returns", `try { LOOP } finally { return; }`, false],
  ["a catch that throws", `try { LOOP } catch (error) { log(error); throw error; }`, true],
  ["a finally", `try { LOOP } finally { close(); }`, true],
  ["a catch further out than the function", `try { (async () => { LOOP })(); } catch {}`, true],
  ["the catch's own block", `try { x(); } catch { LOOP }`, true],
] as const)("a loop under %s is judged by whether the error is swallowed", ([, around, streams]) => {
  const code = `async function f() { ${around.replace("LOOP", 'for (const d of await p.runAsyncLegacy("a")) use(d);')} }`;
  expect("streamLoop" in suggestions(code)).toBe(streams);
});

test("a list that is looped over right away is not collected", () => {
  const after = `// before\nfor await (const d of p.iterResults("a", { onFailure: "throw" })) use(d); // behind`;
  expect(suggestions(`// before\nconst docs = await p.runAsyncLegacy("a");\n\nfor (const d of docs) use(d); // behind`)["streamLoop"]).toBe(after);
});

test.for([
  ["is read again", `const docs = await p.runAsyncLegacy("a");\nfor (const d of docs) use(d, docs);`],
  ["has a type", `const docs: Own[] = await p.runAsyncLegacy("a");\nfor (const d of docs) use(d);`],
  ["is exported", `export const docs = await p.runAsyncLegacy("a");\nfor (const d of docs) use(d);`],
  ["carries a comment in between", `const docs = /* all */ await p.runAsyncLegacy("a");\nfor (const d of docs) use(d);`],
  ["is looped over by a name that the call uses", `const docs = await p.runAsyncLegacy(d);\nfor (const d of docs) use(d);`],
  ["is looped over later", `const docs = await p.runAsyncLegacy("a");\nstart();\nfor (const d of docs) use(d);`],
] as const)("a list that %s stays a list", ([, code]) => {
  expect(Object.keys(suggestions(code))).toEqual(["streamList"]);
});

test.for([
  ["with a semicolon", `await p.runAsyncLegacy("a"); // all`, `for await (const _ of p.iterResults("a", { onFailure: "throw" })) {} // all`],
  ["without one", `await p.runAsyncLegacy("a")\nnext()`, `for await (const _ of p.iterResults("a", { onFailure: "throw" })) {}\nnext()`],
  ["with the short name taken", `await p.runAsyncLegacy(_.name);`, `for await (const _2 of p.iterResults(_.name, { onFailure: "throw" })) {}`],
] as const)("a list that is thrown away is drained, %s", ([, before, after]) => {
  expect(suggestions(before)).toEqual({ streamDrain: after });
});

test.for([
  ["returned by an async function", `const f = async () => { return p.runAsyncLegacy("a"); };`, `Array.fromAsync(`],
  ["the body of an async arrow", `const f = async () => p.runAsyncLegacy("a");`, `Array.fromAsync(`],
  ["returned by a plain function", `const f = () => { return p.runAsyncLegacy("a"); };`, `(async () => Array.fromAsync(`],
  ["given a catch", `p.runAsyncLegacy("a").catch(log);`, `(async () => Array.fromAsync(`],
  ["one of several", `await Promise.all([p.runAsyncLegacy("a"), x]);`, `(async () => Array.fromAsync(`],
] as const)("a promise %s rejects as it did for a mistake of the caller", ([, code, start]) => {
  expect(suggestions(code)["streamList"]).toContain(`${start}p.iterResults("a", { onFailure: "throw" })`);
});

test("a statement that would continue the line above gets no parenthesis in front", () => {
  expect(suggestions(`const x = y\np.runAsyncLegacy("a").catch(log)`)).toEqual({});
});

test("CRLF, tabs and a block on one line keep their layout", () => {
  const head = HEAD.replaceAll("\n", "\r\n");
  const code = `for (const d of await p.runAsyncLegacy("a", {\r\n\tlimit: 1\r\n})) {\r\n\tuse(d);\r\n}\r\n`;
  const { streamLoop, streamEvents } = suggestions(code, head);
  expect(streamLoop).toBe(`for await (const d of p.iterResults("a", {\r\n\tlimit: 1,\r\n\tonFailure: "throw"\r\n})) {\r\n\tuse(d);\r\n}\r\n`);
  expect(streamEvents?.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("comments in the loop's head stay where they are", () => {
  const { streamLoop } = suggestions(`for /* 1 */ ( /* 2 */ const d /* 3 */ of /* 4 */ await /* 5 */ p.runAsyncLegacy("a") /* 6 */ ) /* 7 */ use(d);`);
  expect(streamLoop).toBe(`for await /* 1 */ ( /* 2 */ const d /* 3 */ of /* 4 */ /* 5 */ p.iterResults("a", { onFailure: "throw" }) /* 6 */ ) /* 7 */ use(d);`);
});

test("a loop that already awaits its items streams too", () => {
  expect(suggestions(`for await (const d of await p.runAsyncLegacy("a")) use(d);`)["streamLoop"]).toBe(`for await (const d of p.iterResults("a", { onFailure: "throw" })) use(d);`);
});

test("a generator passes the stream on, or the list", () => {
  expect(suggestions(`async function* f() { yield* await p.runAsyncLegacy("a"); }`)).toEqual({
    streamYield: `async function* f() { yield* p.iterResults("a", { onFailure: "throw" }); }`,
    streamList: `async function* f() { yield* await Array.fromAsync(p.iterResults("a", { onFailure: "throw" })); }`,
  });
});

test("runAsync that is taken out of the pipeline keeps its local name", () => {
  const [report] = lintText(`${HEAD}const { runAsync } = p;`, { rule: "no-legacy-run-async", filename: "file.ts", options: { from: "0.x" } });
  expect(report?.suggestions).toEqual({ keepLegacy: `${HEAD}const { runAsyncLegacy: runAsync } = p;` });
});
