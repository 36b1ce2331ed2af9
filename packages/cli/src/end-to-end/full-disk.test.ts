import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HERBARIUM, RECORDS } from "../testing/herbarium.js";
import { readLines } from "../testing/read-lines.js";
import { BINARY, runBinary } from "../testing/run-binary.js";
import { temporaryDirectory } from "../testing/temporary-directory.js";

const INGEST = ["ingest", "darwin-core", HERBARIUM, "--sink", "jsonl:out.jsonl", "--require", "scientificName", "--checkpoint-interval", "100"];
const BLOCK_BYTES = 512; // what the limit of a POSIX shell counts in

/** Runs the binary with a limit on the size of files: a write beyond it fails as one on a full disk does, but for its code. */
async function runWithFileLimit(args: readonly string[], { cwd, bytes }: { readonly cwd: string; readonly bytes: number }) {
  const script = `trap '' XFSZ; ulimit -f ${bytes / BLOCK_BYTES}; exec "$@"`;
  const child = spawn("sh", ["-c", script, "sh", process.execPath, BINARY, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

async function runInto(device: string, args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [BINARY, ...args], { cwd, stdio: ["ignore", openSync(device, "w"), "pipe"] });
  let stderr = "";
  child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stderr };
}

test.skipIf(process.platform === "win32")("C1 a file that can grow no further ends the run with path and bytes, and once it can, resume loses nothing", async () => {
  const cwd = await temporaryDirectory();
  const { code, stderr } = await runWithFileLimit(INGEST, { cwd, bytes: 1_024_000 });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Cannot write .*out\.jsonl: .*EFBIG.* at byte 1024000, of which \d+ are committed/s)]);
  const resumed = await runBinary(["resume", "--state-dir", "out.jsonl.sluice"], { cwd });
  expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining("resuming behind")]);
  const letters = await readLines<{ docId: string }>(join(cwd, "out.dlq.jsonl"));
  const ids = [...(await readLines<{ docId: string }>(join(cwd, "out.jsonl"))), ...letters].map(({ docId }) => docId);
  expect([ids.length, new Set(ids).size, letters.length]).toEqual([RECORDS, RECORDS, 359]);
}, 30_000);

test.runIf(process.platform === "linux")("C1 documents to a full device end the run in words, not in a stack", async () => {
  const { code, stderr } = await runInto("/dev/full", ["ingest", "darwin-core", HERBARIUM, "--sink", "stdout"], await temporaryDirectory());
  expect([code, stderr]).toEqual([1, expect.stringMatching(/sluice: .*ENOSPC.*✗ failed/s)]);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test.runIf(process.platform === "linux")("C1 a list to a full device says so and exits with 1", async () => {
  const { code, stderr } = await runInto("/dev/full", ["adapters"], await temporaryDirectory());
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^sluice: Cannot write to stdout: ENOSPC[^\n]*\n$/)]);
});
