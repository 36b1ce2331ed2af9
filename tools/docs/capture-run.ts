import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type StyledText, TerminalScreen } from "./terminal-screen.ts";
import { terminalSvg } from "./terminal-svg.ts";

/**
 * Draws docs/assets/run.svg, the picture of a run: what the built command really writes to a terminal while it reads the herbarium
 * archive of docs/examples/data. `npm exec -c 'node tools/docs/capture-run.ts'`; needs `script` of util-linux. Times differ in every picture.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const COMMAND = "sluice ingest darwin-core herbarium.zip --sink jsonl:specimens.jsonl --require scientificName";
const COLUMNS = 116;
const END_OF_UPDATE = "\x1b[?2026l";

const folder = await mkdtemp(join(tmpdir(), "sluice-picture-"));
try {
  await copyFile(join(root, "docs/examples/data/aafc-herbarium-ocr.dwca.zip"), join(folder, "herbarium.zip"));
  const screens = screensOf(await terminalOutput(COMMAND.replace(/^sluice/, `"${process.execPath}" "${join(root, "packages/cli/dist/bin.js")}"`)));
  const running = screens.filter((lines) => / docs\/s, queue /.test(textOf(lines)));
  const [during, end] = [running[Math.floor(running.length / 2)], screens.at(-1)];
  if (during === undefined || end === undefined) throw new Error("Cannot draw the run: expected a line of progress, found none");
  await mkdir(join(root, "docs/assets"), { recursive: true });
  const windows = [
    { title: "while it runs", lines: [prompt(), ...during] },
    { title: "at the end", lines: [prompt(), ...end] },
  ];
  await writeFile(join(root, "docs/assets/run.svg"), terminalSvg(windows, `A run in the terminal: ${COMMAND}. It ends with 2,343 documents completed and 359 failed.`));
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** `script` gives the command a terminal of its own, so it colours and redraws as it does for people. */
async function terminalOutput(command: string): Promise<string> {
  const env = { PATH: process.env["PATH"], HOME: folder, TERM: "xterm-256color", LANG: "C.UTF-8" };
  const { stdout } = await promisify(execFile)("script", ["-qec", `stty cols ${COLUMNS} rows 40; ${command}`, "/dev/null"], { cwd: folder, env });
  return stdout;
}

/** The screen after each update, and at the end. */
function screensOf(output: string): StyledText[][][] {
  const screen = new TerminalScreen();
  return output.split(END_OF_UPDATE).map((update) => {
    screen.write(update);
    return screen.lines();
  });
}

function prompt(): StyledText[] {
  return [{ column: 0, text: "$ ", colour: 90, isBold: false }, { column: 2, text: COMMAND, colour: null, isBold: true }];
}

function textOf(lines: readonly (readonly StyledText[])[]): string {
  return lines.map((texts) => texts.map(({ text }) => text).join("")).join("\n");
}
