import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "./main.js";
import { ADAPTER_NAMES } from "./source/adapter-names.js";
import { capturedIo, type CapturedIoOptions } from "./testing/captured-io.js";
import { HERBARIUM } from "./testing/herbarium.js";
import { parseLines, readLines } from "./testing/read-lines.js";
import { temporaryDirectory } from "./testing/temporary-directory.js";

const RECORDS = [{ id: "a", name: "fern" }, { id: "b", name: "" }, { id: "c", name: "moss" }];

async function sluice(argv: readonly string[], options: CapturedIoOptions) {
  const io = capturedIo(options);
  const code = await main(argv, io);
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() };
}

async function workspace(records: readonly unknown[] = RECORDS): Promise<string> {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, "in.jsonl"), records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  return cwd;
}

test("--help lists the commands and the exit codes", async () => {
  const { code, stdout } = await sluice(["--help"], { cwd: "/" });
  expect(code).toBe(0);
  for (const word of ["ingest", "resume", "retry-failed", "status", "adapters", "doctor", "completion", "130/143"]) expect(stdout).toContain(word);
});

test("the help of ingest shows streaming examples", async () => {
  expect((await sluice(["ingest", "--help"], { cwd: "/" })).stdout).toMatch(/--stream \| jq/);
});

test.each([[["--version"]], [["help"]], [["help", "ingest"]]])("%j is no mistake", async (argv) => {
  expect((await sluice(argv, { cwd: "/" })).code).toBe(0);
});

test.each([
  [["ingets"], "(Did you mean ingest?)"],
  [["ingest", "nope", "--sink", "stdout"], "expected one of jsonl, csv"],
  [["ingest", "--sink", "stdout"], "expected the name of an adapter"],
  [["ingest", "jsonl"], "expected --sink"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "s3:x"], '--sink: expected "jsonl:PATH"'],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--buffer-size", "0"], "--buffer-size: expected"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--buffer-size", "many"], '--buffer-size: expected number, received "many"'],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--early-min-rate", "1.5"], "--early-min-rate: expected"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--max-failed", "lots"], "--max-failed: expected a count or a percentage"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--output", "json"], "same stdout"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "stdout", "--state-dir", "s"], "cannot be resumed"],
  [["ingest", "jsonl", "--sink", "jsonl:o.jsonl"], "input"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:o.jsonl", "--param", "encoding=klingon"], "encoding"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:o.jsonl", "--param", "idFeild=name"], "idFeild: no such parameter (did you mean idField?)"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:o.jsonl", "--dead-letters", "o.jsonl"], "o.jsonl as sink and dead letters"],
  [["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:o.jsonl", "--base-url", "ftp://x"], "--base-url: expected an http or https URL"],
  [["resume"], "--state-dir"],
  [["resume", "--state-dir", "nowhere"], "Cannot find a run"],
  [["retry-failed", "--state-dir", "nowhere"], "Cannot find a run"],
  [["status", "--state-dir", "nowhere"], "Cannot find a run"],
])("%j is a mistake of usage", async (argv, message) => {
  const { code, stderr } = await sluice(argv, { cwd: await workspace() });
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("E8 a mistyped option is not repeated with its value", async () => {
  const { code, stderr } = await sluice(["ingest", "--api-key=s3cr3t"], { cwd: "/" });
  expect(code).toBe(2);
  expect(stderr).not.toContain("s3cr3t");
});

test("documents go to the sink, failures to the dead letters, a summary to stderr", async () => {
  const cwd = await workspace();
  const { code, stdout, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name"], { cwd });
  expect([code, stdout]).toEqual([0, ""]);
  expect((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).toEqual(["a", "c"]);
  expect(await readLines(join(cwd, "out.dlq.jsonl"))).toMatchObject([{ docId: "b", errorType: "VALIDATION_FAILED", raw: { value: { id: "b", name: "" } } }]);
  expect(stderr).toMatch(/2 completed, 1 failed.*sink {10}out\.jsonl \(\d+ B\).*1 × .*required fields are missing: name/s);
});

test("F5 three documents are too few for a verdict, which is said", async () => {
  const cwd = await workspace();
  const { stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl"], { cwd });
  expect(stderr).toContain("no verdict: the run ended after 3 documents");
});

test("a sink on stdout gets documents and keeps nothing", async () => {
  const cwd = await workspace();
  const { code, stdout } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "stdout"], { cwd });
  expect(code).toBe(0);
  expect(parseLines(stdout)).toMatchObject([{ docId: "a" }, { docId: "b" }, { docId: "c" }]);
  await expect(readLines(join(cwd, "out.jsonl"))).rejects.toThrow();
});

test("--stream gives every event in order on stdout, and nothing else", async () => {
  const cwd = await workspace();
  const { stdout } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--stream"], { cwd });
  const events = parseLines<{ type: string; sequence: number }>(stdout);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect([events[0]?.type, events.at(-1)?.type]).toEqual(["RunStarted", "RunCompleted"]);
});

test("--output json gives one object on stdout, equal to the summary file", async () => {
  const cwd = await workspace();
  const { stdout } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--output", "json", "--summary-file", "s.json"], { cwd });
  const [summary, ...more] = parseLines(stdout);
  expect(more).toEqual([]);
  expect(summary).toMatchObject({ status: "completed", exitCode: 0, completed: 3, failed: 0, sink: { path: join(cwd, "out.jsonl") } });
  expect(JSON.parse(await readFile(join(cwd, "s.json"), "utf8"))).toEqual(summary);
});

test("--no-stream writes the same documents at the end and warns", async () => {
  const cwd = await workspace();
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--no-stream", "--require", "name"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/memory grows.*2 completed, 1 failed/s)]);
  expect((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).toEqual(["a", "c"]);
});

test("--limit stops after so many documents, and a higher one goes on", async () => {
  const cwd = await workspace();
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--limit"];
  await sluice([...argv, "1"], { cwd });
  expect(await readLines(join(cwd, "out.jsonl"))).toHaveLength(1);
  await sluice([...argv, "10"], { cwd });
  expect((await readLines(join(cwd, "out.jsonl"))).map((document) => document["docId"])).toEqual(["a", "b", "c"]);
});

test("a configuration file gives the options and the command line overrides them", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "sluice.config.yaml"), "adapter: jsonl\ninput: in.jsonl\nsink: jsonl:from-config.jsonl\nrequire: [name]\n");
  expect((await sluice(["ingest"], { cwd })).code).toBe(0);
  expect(await readLines(join(cwd, "from-config.jsonl"))).toHaveLength(2);
  expect((await sluice(["ingest", "--sink", "jsonl:from-flag.jsonl", "--require", "id"], { cwd })).code).toBe(0);
  expect(await readLines(join(cwd, "from-flag.jsonl"))).toHaveLength(3);
});

test("a broken configuration file is a mistake of usage that names field and file", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "sluice.config.json"), '{ "concurrency": 0 }');
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "stdout"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/sluice\.config\.json: concurrency \(line 1\): expected .*received 0/)]);
});

test("a rule module fails documents, and one without a function is refused", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "rule.mjs"), "export default (document) => { if (document.docId === 'c') throw new Error('no mosses'); };");
  const { stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--rule", "rule.mjs"], { cwd });
  expect(stderr).toContain("✗ c: no mosses [Error]");
  await writeFile(join(cwd, "empty.mjs"), "export const rule = 1;");
  expect((await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:o.jsonl", "--rule", "empty.mjs"], { cwd })).code).toBe(2);
});

test("E7 what a record says cannot forge lines or colours on the terminal", async () => {
  const cwd = await workspace([{ id: "x\n✓ completed\u001b[2J", name: "" }]);
  const { stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name"], { cwd });
  expect(stderr).toContain("✗ x\\n✓ completed\\x1b[2J: Cannot accept");
  expect(stderr).not.toContain("\u001b");
});

test("more failures than --max-failed exit with 3", async () => {
  const cwd = await workspace();
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--require", "name", "--max-failed"];
  expect((await sluice([...argv, "33%"], { cwd })).code).toBe(3);
  expect((await sluice([...argv, "1", "--restart"], { cwd })).code).toBe(0);
});

test("C5 a sink that cannot be written fails before anything is read", async () => {
  const cwd = await workspace();
  await mkdir(join(cwd, "taken"));
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:taken"], { cwd });
  expect([code, stderr]).toEqual([1, expect.stringContaining("[SINK_UNWRITABLE]")]);
});

test("B7 a sink without its state is refused, and a refused run leaves no state behind", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "out.jsonl"), "{}\n");
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl"], { cwd });
  expect([code, stderr]).toEqual([1, expect.stringContaining("[SINK_EXISTS]")]);
  expect(existsSync(join(cwd, "out.jsonl.sluice"))).toBe(false);
});

test("B8 a sink shorter than its state says is refused", async () => {
  const cwd = await workspace();
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--limit"];
  await sluice([...argv, "2"], { cwd });
  await writeFile(join(cwd, "out.jsonl"), "");
  const { code, stderr } = await sluice([...argv, "3"], { cwd });
  expect([code, stderr]).toEqual([1, expect.stringContaining("[SINK_TRUNCATED]")]);
});

test("B6 a run with another rule or source is refused with the fields that differ", async () => {
  const cwd = await workspace();
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl"];
  await sluice(argv, { cwd });
  const { code, stderr } = await sluice([...argv, "--require", "name"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/configuration\.require.*\[CHECKPOINT_MISMATCH\]/s)]);
  await writeFile(join(cwd, "in.jsonl"), '{"id":"other"}\n');
  expect((await sluice(argv, { cwd })).stderr).toMatch(/differs in source\.files/);
});

test("adapters lists every adapter with its parameters", async () => {
  const { stdout } = await sluice(["adapters", "--json"], { cwd: "/" });
  const listings = JSON.parse(stdout) as { name: string; parameters: { name: string }[] }[];
  expect(listings.map(({ name }) => name)).toEqual([...ADAPTER_NAMES]);
  expect(listings.every(({ parameters }) => parameters.length > 0)).toBe(true);
  const { stdout: text } = await sluice(["adapters"], { cwd: "/" });
  expect(text).toMatch(/^jsonl <input>\n {2}\S.*\n {4}input {2,}path/);
  expect(text).toMatch(/\n--policy <policy>.*\n {4}default .*\n {4}gpu-bound .*\n {4}polite-api {2}11 attempts.*5 requests a second\n/);
});

test("doctor checks this machine, and fails where state cannot be kept", async () => {
  const cwd = await workspace();
  const good = await sluice(["doctor", "--state-dir", "state"], { cwd });
  expect([good.code, good.stdout]).toEqual([0, expect.stringMatching(/ok {4}node.*cli \d.*monitors \d.*ok {4}sqlite {12}3\./s)]);
  const bad = await sluice(["doctor", "--state-dir", "in.jsonl/state"], { cwd });
  expect([bad.code, bad.stdout]).toEqual([1, expect.stringContaining("FAIL  state directory")]);
});

test("SLUICE_DEBUG shows where an error comes from", async () => {
  const cwd = await workspace();
  await writeFile(join(cwd, "out.jsonl"), "{}\n");
  const argv = ["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl"];
  expect((await sluice(argv, { cwd })).stderr).not.toContain("    at ");
  expect((await sluice(argv, { cwd, env: { SLUICE_DEBUG: "1" } })).stderr).toContain("    at ");
});

test("--restart does not empty a sink that is the source", async () => {
  const cwd = await workspace();
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:in.jsonl", "--restart"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("in.jsonl as source and sink")]);
  expect(await readLines(join(cwd, "in.jsonl"))).toEqual(RECORDS);
});

test("C5 a summary that cannot be written is refused before anything is read", async () => {
  const cwd = await workspace();
  const { code, stderr } = await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl", "--summary-file", "missing/summary.json"], { cwd });
  expect([code, stderr]).toEqual([1, expect.stringContaining("Cannot write the summary to")]);
  expect(existsSync(join(cwd, "out.jsonl"))).toBe(false);
});

test("what the adapter has overruled is shown, counted in the summary, and can be read in full", async () => {
  const cwd = await temporaryDirectory();
  const { code, stderr } = await sluice(["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--limit", "10"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/! darwin-core: descriptor overruled \(member occurrence\.csv.*notes {9}.*1 × descriptor-overruled.*sluice events out\.jsonl\.sluice\/events --type AdapterEvent/s)]);
  const events = await sluice(["events", "out.jsonl.sluice/events", "--type", "AdapterEvent"], { cwd });
  expect(events.stdout).toContain("name=descriptor-overruled");
});

test("retry-failed of a run without failures gives its summary all the same", async () => {
  const cwd = await workspace();
  await sluice(["ingest", "jsonl", "in.jsonl", "--sink", "jsonl:out.jsonl"], { cwd });
  const { code, stdout, stderr } = await sluice(["retry-failed", "--state-dir", "out.jsonl.sluice", "--output", "json"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining("nothing to retry")]);
  expect(JSON.parse(stdout)).toMatchObject({ status: "completed", exitCode: 0, completed: 3, failed: 0, next: { resume: null, retryFailed: null } });
});
