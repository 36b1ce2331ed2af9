import { escapeControls } from "../cli/escape-controls.js";
import type { Paint } from "../cli/paint.js";
import { type DiffInput, unifiedDiff } from "./unified-diff.js";

/** A diff for people: coloured, tabs as they are, every other control character spelt out, a carriage return at the end left out. */
export function diffLines(input: DiffInput, paint: Paint): string[] {
  return unifiedDiff(input).map((line, index) => {
    const safe = line.replace(/\r$/, "").split("\t").map(escapeControls).join("\t");
    if (index < 2) return paint("bold", safe);
    if (line.startsWith("@@")) return paint("cyan", safe);
    if (line.startsWith("+")) return paint("green", safe);
    return line.startsWith("-") ? paint("red", safe) : safe;
  });
}
