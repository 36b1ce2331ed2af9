import { expect, test } from "vitest";
import { capturedIo } from "../testing/captured-io.js";
import { sourceTree } from "../testing/source-tree.js";
import { main } from "./main.js";

async function run(args: readonly string[], isTTY = false): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = capturedIo({ cwd: await sourceTree({ "a.ts": "a();\n" }), isTTY, env: { NO_COLOR: "1" } });
  const code = await main(args, io);
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() };
}

test("main() ends with 0 where nothing is to migrate", async () => {
  expect(await run([])).toEqual({
    code: 0,
    stderr: "",
    stdout: "Looked at 1 source file, of which 0 contain a name of the migration\nNothing is left to migrate\nNothing was written\n",
  });
});

test("main() lists the migrations", async () => {
  expect(await run(["--list-migrations"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^run-async-to-streaming {2,}\S/) as unknown });
});

test("main() prints help and version", async () => {
  expect(await run(["--help"])).toMatchObject({ code: 0, stdout: expect.stringContaining("Exit codes: 0 nothing is left") as unknown });
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown });
});

test("main() names only those defaults in its help that tell something", async () => {
  const { stdout } = await run(["--help"]);
  expect(stdout).not.toMatch(/default: (false|\[\])/);
  expect(stdout).toContain(`default: "equivalent"`);
});

test.each([
  [["--nonsense"], "unknown option '--nonsense'"],
  [["--format", "xml"], "Allowed choices are text, patch, json, sarif, github"],
  [["--max-size", "1k"], "Expected a number of bytes, at least 1024."],
  [["--json", "--sarif"], "expected one format, received json and sarif"],
  [["missing"], "Cannot find missing: expected a file or directory below"],
  [["--migration", "none"], "expected one of run-async-to-streaming, received none"],
  [["--since", "main"], "Cannot tell what changed since main: this is not a git repository"],
  [["--interactive"], "--interactive expects a terminal"],
])("main() ends with 2 and says why for %j", async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});

test("main() refuses to ask where the report is for programs", async () => {
  expect(await run(["--interactive", "--json"], true)).toMatchObject({ code: 2, stderr: expect.stringContaining("received json") as unknown });
});

test("main() lets no control character of an argument reach the terminal", async () => {
  const { stderr } = await run(["\u001b[2J"]);
  expect(stderr).toContain("\\x1b[2J");
  expect((await run(["--\u001b[2J"])).stderr).toContain("\\x1b[2J");
});

test("main() calls itself as its caller does", async () => {
  const io = { ...capturedIo({ cwd: await sourceTree({}) }), programName: "sluice codemod" };
  await main(["--help"], io);
  expect(io.stdoutText()).toMatch(/^Usage: sluice codemod \[options\]/);
});
