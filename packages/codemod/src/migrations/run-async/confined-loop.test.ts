import { expect, test } from "vitest";
import { migrateText } from "../../testing/migrate.js";

/** Functions around a loop whose body, or whose surroundings, are what matters; `LOOP` is `for (const d of await p.runAsync("a"))`. */
async function streams(body: string): Promise<boolean> {
  const text = `import { IngestionPipeline, type Document } from "@sluice/pipeline";\ndeclare const use: (...values: unknown[]) => any;\nlet shared = 0;\nconst limit = 3;\nexport async function run(p: IngestionPipeline, given: string[]) {\n${body.replace("LOOP", 'for (const d of await p.runAsync("a"))')}\n}\n`;
  return (await migrateText(text)).includes("for await (");
}

test.each([
  ["nothing is done", "LOOP {}"],
  ["documents are counted", "let n = 0; LOOP n++; return n;"],
  ["a list of the function is filled", "const ids: string[] = []; LOOP if (d.docId !== '') ids.push(d.docId.toUpperCase()); return ids;"],
  ["a map of the function counts", "const counts = new Map<string, number>(); LOOP { const key = d.title ?? ''; counts.set(key, (counts.get(key) ?? 0) + 1); } return counts;"],
  ["an object of the function counts", "const counts: Record<string, number> = {}; LOOP counts[d.docId] = (counts[d.docId] ?? 0) + 1; return counts;"],
  ["turns are skipped", "let n = 0; LOOP { if (d.title === null) continue; n += d.title?.length ?? 0; } return n;"],
  ["an inner loop is left early", "let n = 0; LOOP for (const c of d.docId) { if (c === '-') break; n += 1; } return n;"],
  ["a constant number is compared with", "let n = 0; LOOP if (d.docId.length > limit) n += 1; return n;"],
  ["words are split and filtered", "const out: string[] = []; LOOP out.push(d.docId.split('-').filter((w) => w.length > 1).join('+')); return out;"],
  ["a new object is made of each", "const out: object[] = []; LOOP out.push({ id: d.docId, title: d.title?.trim() }); return out;"],
  ["a cast says what a value is", "const out: string[] = []; LOOP out.push(d.title as string); return out;"],
  ["the variable dies with the same try block", "try { let n = 0; LOOP n += 1; return n; } catch { return -1; }"],
])("a loop streams where %s", async (_title, body) => {
  expect(await streams(body)).toBe(true);
});

test.each([
  ["it is left by break", "let n = 0; LOOP { n += 1; if (n > 3) break; } return n;"],
  ["it is left by return", "LOOP return d;"],
  ["it is left by throw", "LOOP throw new Error(d.docId);"],
  ["it continues an outer loop", "outer: for (const x of [1, 2]) LOOP { if (x) continue outer; }"],
  ["its body waits", "LOOP await use(d);"],
  ["its body calls what is not known", "LOOP use(d);"],
  ["its body writes to a module's variable", "LOOP shared += 1;"],
  ["its body fills a list of the caller", "LOOP given.push(d.docId);"],
  ["its body reads a module's variable", "let n = 0; LOOP n += shared; return n;"],
  ["its body may fail on a document", "let n = 0; LOOP n += d.title!.length; return n;"],
  ["its body changes the document", "LOOP (d as any).seen = true;"],
  ["a catch that goes on sees the variable", "let n = 0; try { LOOP n += 1; } catch { return n; } return n;"],
  ["a finally sees the variable", "let n = 0; try { LOOP n += 1; } finally { use(n); }"],
  ["a closure made before sees the variable", "let n = 0; const tick = setInterval(() => use(n), 1); LOOP n += 1; clearInterval(tick);"],
  ["a hoisted function sees the variable", "let n = 0; use(show); LOOP n += 1; function show() { return n; }"],
  ["the list was handed out before", "const ids: string[] = []; use(ids); LOOP ids.push(d.docId);"],
  ["the list is handed out by an outer loop", "const ids: string[] = []; for (const x of [1, 2]) { LOOP ids.push(d.docId); use(x, ids); }"],
  ["the list's method was replaced", "const ids: string[] = []; ids.push = use; LOOP ids.push(d.docId);"],
  ["a setter is run", "const box = { set last(id: string) { use(id); } }; LOOP box.last = d.docId;"],
  ["an object is asked for its value", "const w = { valueOf: () => use() }; let n = 0; LOOP n += w as unknown as number; return n;"],
  ["a constant is assigned to", "const last = null as any; LOOP (last as any) = d;"],
  ["an array in an object may be something else", "const by: Record<string, Document[]> = {}; LOOP (by[d.docId] ??= []).push(d); return by;"],
  ["String is not the language's", "const String = use; const out: unknown[] = []; LOOP out.push(String(d.docId)); return out;"],
  ["the loop's variable outlives it", "for (var v of await p.runAsync('a')) {} return v!;"],
])("a loop collects first where %s", async (_title, body) => {
  expect(await streams(body)).toBe(false);
});

test.each([
  ["something happens between", "const list = await p.runAsync('a'); use('got them'); let n = 0; for (const d of list) n += 1; return n;"],
  ["the list is read again", "const list = await p.runAsync('a'); let n = 0; for (const d of list) n += 1; return [n, list.length];"],
  ["a type is written", "const list: Document[] = await p.runAsync('a'); let n = 0; for (const d of list) n += 1; return n;"],
  ["a comment would be lost", "const list = /* all */ await p.runAsync('a'); let n = 0; for (const d of list) n += 1; return n;"],
  ["the loop's variable has a name that the call uses", "const d = 'a'; { const list = await p.runAsync(d); for (const d of list) {} }"],
])("a list is not moved into the loop's head where %s", async (_title, body) => {
  expect(await streams(body)).toBe(false);
});
