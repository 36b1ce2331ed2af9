import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCodemod } from "../run-codemod.js";
import { type CapturedIo, capturedIo } from "../testing/captured-io.js";
import { GIT_ENV, gitRepository } from "../testing/git-repository.js";
import { renameCalls } from "../testing/rename-calls.js";
import { askAboutSteps } from "./ask-about-steps.js";

const OLD = "fetchAll();\n";
const NEW = "fetchEach();\n";

async function answer(input: string): Promise<{ texts: string[]; io: CapturedIo }> {
  const root = await gitRepository({ "a.ts": OLD + OLD, "b.ts": OLD + OLD });
  const io = capturedIo({ cwd: root, isTTY: true, input, env: { NO_COLOR: "1" } });
  using questions = askAboutSteps(io);
  await runCodemod({ root, env: GIT_ENV, migration: renameCalls, write: true, choose: questions.choose });
  return { texts: await Promise.all(["a.ts", "b.ts"].map((name) => readFile(join(root, name), "utf8"))), io };
}

test("each change is shown and asked about", async () => {
  const { texts, io } = await answer("y\nn\nn\ny\n");
  expect(texts).toEqual([NEW + OLD, OLD + NEW]);
  expect(io.stdoutText()).toMatch(/^--- a\/a\.ts\n\+\+\+ b\/a\.ts\n@@ -1,2 \+1,2 @@\n\+fetchEach\(\);\n/);
  expect(io.stdoutText()).toContain("\nRewrite a.ts:1 [y,n,a,d,A,q,?]? ");
  expect(io.stdoutText()).toContain("Rewrite b.ts:2 [y,n,a,d,A,q,?]? ");
});

test("a and d decide about the rest of the file, A about all that follow", async () => {
  expect((await answer("a\nd\n")).texts).toEqual([NEW + NEW, OLD + OLD]);
  expect((await answer("n\nA\n")).texts).toEqual([OLD + NEW, NEW + NEW]);
});

test("q and the end of input make what was agreed to, and no more", async () => {
  expect((await answer("y\nq\ny\ny\n")).texts).toEqual([NEW + OLD, OLD + OLD]);
  expect((await answer("y\n")).texts).toEqual([NEW + OLD, OLD + OLD]);
});

test("anything else explains the answers and asks again", async () => {
  const { texts, io } = await answer("?\nyes please\ny\nq\n");
  expect(texts).toEqual([NEW + OLD, OLD + OLD]);
  expect(io.stdoutText().match(/d - make neither this/g)).toHaveLength(2);
});
