import { expect, test } from "vitest";
import { lintText } from "./testing/lint-text.js";
import { makeProject } from "./testing/make-project.js";

const IMPORT = `import { IngestionPipeline } from "@sluice/pipeline";\n`;
const RULES = ["no-legacy-run-async", "prefer-stream-events"] as const;
const BYTES = 50_000;

const fill = (piece: (index: number) => string, bytes = BYTES): string => {
  let text = "";
  for (let index = 0; text.length < bytes; index += 1) text += piece(index);
  return text;
};
const nest = (open: string, close: string, inner: string, depth: number): string => open.repeat(depth) + inner + close.repeat(depth);

const ADVERSARIAL: Readonly<Record<string, string>> = {
  "5,000 calls of other things of that name": IMPORT + "other.runAsync();\n".repeat(5000),
  "calls on a chain of aliases": `${IMPORT}const p0 = new IngestionPipeline({});\n${fill((n) => `const p${n + 1} = p${n}; p${n + 1}.runAsyncLegacy("a");\n`)}`,
  "a long chain of members": `${IMPORT}const p = new IngestionPipeline({});\nx = p${".runAsync".repeat(5000)};\n`,
  "deep nesting of blocks": `${IMPORT}const p = new IngestionPipeline({});\nasync function f() {\n${nest("if (x) {\n", "}\n", 'for (const d of await p.runAsyncLegacy("a")) use(d);\n', 500)}}\n`,
  "loops inside loops": `${IMPORT}const p = new IngestionPipeline({});\nasync function f() {\n${nest('for (const d of await p.runAsyncLegacy("a")) {\n', "}\n", "use(d);\n", 300)}}\n`,
  "a thousand loops side by side": `${IMPORT}const p = new IngestionPipeline({});\n${fill((n) => `for (const d${n} of await p.runAsyncLegacy("a")) use(d${n});\n`)}`,
  "a huge string": `${IMPORT}const p = new IngestionPipeline({});\nawait p.runAsyncLegacy("${"runAsync ".repeat(6000)}");\n`,
  "a huge template": `${IMPORT}const p = new IngestionPipeline({});\nawait p.runAsyncLegacy(\`${"${runAsync}".repeat(5000)}\`);\n`,
  "a huge comment of tags": `${IMPORT}/** ${"@param {a ".repeat(2500)}${"@typedef {".repeat(2500)} @sluice/pipeline */\nfunction f(p) { return p.runAsyncLegacy("a"); }\n`,
  "one variable read thousands of times": `${IMPORT}const p = new IngestionPipeline({});\nconst docs = await p.runAsync("a");\n${"use(docs);\n".repeat(4500)}`,
  "a variable written thousands of times": `${IMPORT}let p = new IngestionPipeline({});\n${"p = new IngestionPipeline({}); p.runAsyncLegacy(1);\n".repeat(950)}`,
  "a class with thousands of assignments": `${IMPORT}class A { m() {\n${fill((n) => `this.p${n} = q; this.p${n}.runAsyncLegacy("a");\n`)}} }\n`,
};

test.for(Object.entries(ADVERSARIAL))("%s in 50 kB takes less than a second", ([, text]) => {
  for (const rule of RULES) {
    const start = process.cpuUsage();
    lintText(text, { rule, plainJavaScript: true, filename: "file.js" });
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(1_000_000 + parseMicroseconds(text));
  }
});

/** What the linter needs by itself for this text. */
function parseMicroseconds(text: string): number {
  const start = process.cpuUsage();
  lintText(text.replaceAll("runAsync", "runOther"), { rule: "no-legacy-run-async", plainJavaScript: true, filename: "file.js" });
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const ACCEPTED = `${IMPORT}
using handle = open();
@decorate() class Q extends IngestionPipeline {
  #p = new IngestionPipeline({});
  accessor value = this.#p?.runAsync?.("a");
  static { void this; }
  static async make(this: typeof Q) { return (await new this({}).runAsync("a"))?.[0]; }
  get [\`runAsync\`]() { return super.runAsync; }
  async *all() { yield* (await this.#p.runAsync(...["a"]))!; yield await this.#p["runAsync"]?.("a", undefined); }
  declare readonly later: IngestionPipeline;
}
const p = new IngestionPipeline({}) satisfies IngestionPipeline;
const element = <Show when={(await p.runAsync("a")).length} {...p.runAsync} />;
const { runAsync, ["runAsync"]: other, ...rest } = p;
const { runAsync: { length } } = p;
({ runAsync: p.x, ...p.rest } = p);
for (const [d] of await p.runAsyncLegacy<string>("a")) continue;
for (p.x of await p.runAsyncLegacy("a",)) break;
label: for (const d of await (p.runAsyncLegacy)("a", (0, {}))) { continue label; }
export default await p.runAsyncLegacy("a", { ...rest, get parameters() { return {}; } });
export const docs = await p.runAsync("a"), more = docs.length;
enum E { A = (p.runAsync, 1) }
namespace N { export const list = p.runAsync("a"); }
type T = IngestionPipeline["runAsync"];
p.runAsync = async () => [];
delete p.runAsync;
p.runAsync\`a\`;
new p.runAsync("a");
await p!.runAsync!("a")!;
await (<any>p).runAsync("a");
function g(this: IngestionPipeline, { a = this.runAsync("a") } = {}, ...[b]: IngestionPipeline[]) { return b.runAsync("a"); }
abstract class R { abstract p: IngestionPipeline; constructor(private q?: IngestionPipeline, public r = p) { this.q?.runAsync("a"); this.r.runAsync("a"); } declare(x: this): x is Q { return x.p.runAsync("a") as never; } }
if (p.runAsync) { var p2: typeof p; p2.runAsyncLegacy("a"); }
try { await p.runAsyncLegacy("a"); } catch { await p.runAsyncLegacy("b"); } finally { for await (const d of await p.runAsyncLegacy("c")) { d; } }
`.replace("await (<any>p).runAsync(\"a\");\n", "");

test("syntax of every kind is linted without a crash, with types and without", () => {
  for (const types of ["0.x", "1.x", "missing"] as const) {
    using project = makeProject(types, { "file.tsx": ACCEPTED });
    for (const rule of RULES) for (const root of [project.root, undefined]) lintText(ACCEPTED, { rule, filename: "file.tsx", ...(root !== undefined && { root }) });
  }
  expect(lintText(ACCEPTED, { rule: "no-legacy-run-async" }).length).toBeGreaterThan(8);
});

test("every suggestion for that syntax can be parsed", () => {
  for (const rule of RULES) {
    for (const { suggestions } of lintText(ACCEPTED, { rule })) for (const text of Object.values(suggestions)) lintText(text, { rule });
  }
});
