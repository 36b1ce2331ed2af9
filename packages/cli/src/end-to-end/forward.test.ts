import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { RunSummary } from "../report/run-summary.js";
import { runBinary, startBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const SECRET = "s3cr3t/key+42";
const FORMS = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString("base64"), Buffer.from(`:${SECRET}`).toString("base64")];
const NOBODY = `redis://:${encodeURIComponent(SECRET)}@127.0.0.1:1`;
const INGEST = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--summary-file", "s.json"];

/** A working directory with three records, of which one fails where a name is required. */
async function workspace(): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), '{"id":"a","name":"x"}\n{"id":"b"}\n{"id":"c","name":"y"}\n');
  return cwd;
}

async function everythingIn(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")));
  return texts.join("\n");
}

test("E9 P9 a broker that is away fails no run, and its password shows nowhere: not in a run, a retry, a resume, a summary, a state", async () => {
  const cwd = await workspace();
  const runs = [
    await runBinary([...INGEST, "--require", "name", "--forward", NOBODY, "--output", "json"], { cwd, env: { SLUICE_DEBUG: "1" } }),
    await runBinary(["retry-failed", "--state-dir", "out.jsonl.sluice", "--require", "", "--forward", NOBODY], { cwd, env: { SLUICE_DEBUG: "1" } }),
    await runBinary(["resume", "--state-dir", "out.jsonl.sluice"], { cwd, env: { SLUICE_DEBUG: "1" } }),
    await runBinary(["resume", "--state-dir", "out.jsonl.sluice", "--no-forward"], { cwd }),
    await runBinary(["forward", "out.jsonl.sluice", "--to", NOBODY, "--wait", "0.5"], { cwd, env: { SLUICE_DEBUG: "1" } }),
  ];
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 2, 0, 1]);
  const [first, retry, resume] = runs;
  expect((JSON.parse(first!.stdout) as RunSummary).forwards).toMatchObject([{ target: "redis://127.0.0.1:1", state: "behind", forwarded: 0 }]);
  expect(retry!.stderr).toMatch(/forward {7}redis:\/\/127\.0\.0\.1:1: 0 events sent, \d+ events wait in the log/);
  expect(resume!.stderr).toContain("its password is a secret, which is not stored");
  const said = runs.map(({ stdout, stderr }) => stdout + stderr).join("\n") + (await everythingIn(cwd));
  for (const form of FORMS) expect(said.includes(form), form).toBe(false);
});

test("B2 E9 a signal ends a run in time although its broker is away, and what waits is told", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "endless.mjs"), `
    import { setTimeout as delay } from "node:timers/promises";
    export default { name: "endless", async *fetch() { for (let n = 0; ; n += 1) { await delay(10); yield n; } }, identify: (n) => \`d\${n}\`, parse: (n) => ({ docId: \`d\${n}\`, title: null, text: null, metadata: {}, provenance: { source: "endless" } }) };`);
  const { child, ended, said } = startBinary(["ingest", "./endless.mjs", "--sink", "jsonl:out.jsonl", "--forward", "redis://127.0.0.1:1"], { cwd });
  await said("it is tried again");
  const begun = performance.now();
  child.kill("SIGTERM");
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([143, expect.stringMatching(/events wait in the log[^]*sluice forward out\.jsonl\.sluice/)]);
  expect(performance.now() - begun).toBeLessThan(8_000);
});

test.each([
  ["redis", "redis://127.0.0.1:1", "npm install redis"],
  ["@platformatic/kafka", "kafka://127.0.0.1:1", "npm install @platformatic/kafka"],
])("without the package %s nothing is begun, and what to install is said", async (name, address, remedy) => {
  const cwd = await workspace();
  const hook = join(cwd, "without.mjs");
  await writeFile(hook, `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) { if (name === ${JSON.stringify(name)}) throw Object.assign(new Error("Cannot find package '${name}'"), { code: "ERR_MODULE_NOT_FOUND" }); return next(name, context); } });`);
  const { code, stderr } = await runBinary([...INGEST, "--forward", address], { cwd, env: { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}` } });
  expect([code, stderr]).toEqual([1, expect.stringContaining(remedy)]);
  expect(stderr).toContain("[DEPENDENCY_MISSING]");
  expect(await readdir(cwd)).toEqual(["in.jsonl", "without.mjs"]);
});

test.each([
  [["--forward", `redsi://u:${SECRET}@h`], "received another text"],
  [["--forward", `redis://u:${encodeURIComponent(SECRET)}@h/x`], "expected redis[s]://"],
  [["--forward", "env:NOPE"], "expected the environment variable NOPE"],
  [["--forward", "redis://h", "--forward", "redis://h"], "received redis://h twice"],
  [["--forward", "redis://h", "--no-event-log"], "expected a run that keeps an event log"],
  [["--forward", "redis://h", "--no-stream"], "Cannot forward the events of an eager run"],
  [["--forward", "kafka://h:1/no%20topic"], "topic must be"],
])("%j is refused before anything is written", async (options, message) => {
  const cwd = await workspace();
  const { code, stderr } = await runBinary([...INGEST, ...options], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(stderr).not.toContain(SECRET);
  expect(await readdir(cwd)).toEqual(["in.jsonl"]);
});

test("a configuration says where to, --no-forward that not, and a run that never begins leaves nothing", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "sluice.config.json"), JSON.stringify({ forward: [{ to: "redis://127.0.0.1:1", types: ["Run*"], name: "ends", waitSeconds: 0 }] }));
  const failed = await runBinary(["ingest", "jsonl", "nothing.jsonl", "--sink", "jsonl:out.jsonl"], { cwd });
  expect([failed.code, await readdir(cwd)]).toEqual([1, ["in.jsonl", "sluice.config.json"]]);
  const off = await runBinary([...INGEST, "--no-forward"], { cwd });
  expect([off.code, off.stderr]).toEqual([0, expect.not.stringContaining("forward")]);
  const on = await runBinary([...INGEST, "--restart"], { cwd });
  expect([on.code, on.stderr]).toEqual([0, expect.stringMatching(/forward {7}redis:\/\/127\.0\.0\.1:1: 0 events sent/)]);
  expect(await readdir(join(cwd, "out.jsonl.sluice", "events"))).toContain("consumer-ends.json");
});

test.each([
  [["forward", "nothing"], "Cannot find the event log"],
  [["forward", "out.jsonl.sluice"], "expected --to ADDRESS"],
  [["forward", "out.jsonl.sluice", "--to", `redis:${SECRET}`], "--to must be"],
  [["forward", "out.jsonl.sluice", "--to", "redis://h", "--name", "A b"], "Cannot name a consumer"],
  [["forward", "out.jsonl.sluice", "--to", "redis://h", "--to", "redis://g", "--name", "a"], "expected one address for --name"],
  [["forward", "out.jsonl.sluice", "--to", "redis://h", "--type", ""], "Cannot match event types"],
  [["forward", "out.jsonl.sluice", "--to", "redis://h", "--wait", "soon"], "--wait must be a number of seconds"],
])("%j is refused", async (argv, message) => {
  const cwd = await workspace();
  expect((await runBinary(INGEST, { cwd })).code).toBe(0);
  const { code, stderr } = await runBinary(argv, { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  expect(stderr).not.toContain(SECRET);
});
