import type { StyledText } from "./terminal-screen.ts";

/** One window of the picture. */
export interface TerminalWindow {
  readonly title: string;
  readonly lines: readonly (readonly StyledText[])[];
}

const CHARACTER = 8.4;
const LINE = 20;
const MARGIN = 16;
const BAR = 32;
const GAP = 14;
const COLOURS: Readonly<Record<number, string>> = { 31: "#f47067", 32: "#57ab5a", 33: "#c69026", 34: "#539bf5", 35: "#b083f0", 36: "#39c5cf", 90: "#768390" };

/** Screens of a terminal as an SVG, one below the other; it loads nothing, and shows with whatever monospaced font is there. */
export function terminalSvg(windows: readonly TerminalWindow[], label: string): string {
  const columns = Math.max(...windows.flatMap(({ lines }) => lines.map(widthOf)));
  const width = Math.ceil(columns * CHARACTER + 2 * MARGIN);
  const drawn: string[] = [];
  let top = 0;
  for (const window of windows) {
    const height = BAR + window.lines.length * LINE + MARGIN;
    drawn.push(drawWindow(window, { top, width, height }));
    top += height + GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top - GAP}" width="${width}" height="${top - GAP}" role="img" aria-label="${escaped(label)}">`,
    `<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#cdd9e5;white-space:pre}.t{fill:#909dab;font-size:12px}</style>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

function drawWindow({ title, lines }: TerminalWindow, { top, width, height }: { readonly top: number; readonly width: number; readonly height: number }): string {
  const first = top + BAR + LINE / 2 + 4;
  const texts = lines.flatMap((line, index) => line.filter(({ text }) => text.trim() !== "").map((text) => drawText(text, first + index * LINE)));
  return [
    `<rect y="${top}" width="${width}" height="${height}" rx="8" fill="#22272e"/>`,
    `<text class="t" x="${MARGIN}" y="${top + 21}">${escaped(title)}</text>`,
    ...texts,
  ].join("\n");
}

function drawText({ column, text, colour, isBold }: StyledText, y: number): string {
  const style = `${colour === null ? "" : `fill:${COLOURS[colour] ?? "#cdd9e5"};`}${isBold ? "font-weight:bold" : ""}`;
  const place = `x="${(MARGIN + column * CHARACTER).toFixed(1)}" y="${y}" textLength="${(text.length * CHARACTER).toFixed(1)}"`;
  return `<text ${place}${style === "" ? "" : ` style="${style}"`}>${escaped(text)}</text>`;
}

function widthOf(line: readonly StyledText[]): number {
  const last = line.at(-1);
  return last === undefined ? 0 : last.column + last.text.length;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
