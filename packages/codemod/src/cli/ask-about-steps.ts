import { relative } from "node:path";
import { applyEdits } from "../files/apply-edits.js";
import { diffLines } from "../reports/diff-lines.js";
import type { Choice, Choose } from "../run/choose-steps.js";
import type { FilePlan, Step } from "../run/plan-files.js";
import { Answers } from "./answers.js";
import type { CodemodIo } from "./codemod-io.js";
import { escapeControls } from "./escape-controls.js";
import { paintFor } from "./paint.js";

const choices: Readonly<Record<string, Choice>> = { y: "yes", n: "no", a: "file", d: "not-file", A: "all", q: "quit" };

const HELP = `y - make this change
n - do not make it
a - make this and all later changes of this file
d - make neither this nor any later change of this file
A - make this and all later changes of all files
q - quit: make the changes agreed to so far, and no other
`;

/** Asks about changes on the terminal, as `git add -p` does; dispose it when there is nothing more to ask. */
export interface StepQuestions extends Disposable {
  readonly choose: Choose;
}

/** Shows each change and asks about it. The end of input means `q`. */
export function askAboutSteps(io: CodemodIo): StepQuestions {
  const answers = new Answers(io);
  const paint = paintFor(io.stdout, io.env);
  return {
    async choose(step, plan) {
      io.stdout.write(`${changeOf(step, plan, io).join("\n")}\n`);
      const question = paint("bold", questionOf(step, plan, io));
      for (;;) {
        const answer = await answers.next(question);
        const choice = answer === null ? "quit" : choices[answer.trim()];
        if (choice !== undefined) return choice;
        io.stdout.write(HELP);
      }
    },
    [Symbol.dispose]: () => answers[Symbol.dispose](),
  };
}

function changeOf({ edits }: Step, { source }: FilePlan, { stdout, env, cwd }: CodemodIo): string[] {
  const input = { path: relative(cwd, source.path), before: source.text, after: applyEdits(source.text, edits) };
  return diffLines(input, paintFor(stdout, env));
}

function questionOf({ kind, finding: { site } }: Step, { source }: FilePlan, { cwd }: CodemodIo): string {
  return `${kind === "park" ? "Park" : "Rewrite"} ${escapeControls(relative(cwd, source.path))}:${site.line} [y,n,a,d,A,q,?]? `;
}
