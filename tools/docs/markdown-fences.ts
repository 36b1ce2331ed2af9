/** One fenced block of a Markdown file. */
export interface MarkdownFence {
  /** The first word behind the fence, such as `ts`; empty if there is none. */
  readonly language: string;
  /** Of the first line of its content, from 1. */
  readonly line: number;
  readonly text: string;
  /** What an `<!-- example: … -->` comment right above the fence adds in front of it for the check. */
  readonly prelude: string;
  /** What a `<!-- not run: … -->` comment above the fence gives as the reason not to try it; empty if there is none. */
  readonly notRun: string;
}

const OPENING = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/;
const PRELUDE = /<!-- example:((?:(?!-->)[^])*)-->\s*$/;
const NOT_RUN = /<!-- not run: ((?:(?!-->)[^])*)-->\s*(?:<!-- example:(?:(?!-->)[^])*-->\s*)?$/;

/** The fenced blocks of a Markdown text, in order. */
export function markdownFences(markdown: string): MarkdownFence[] {
  const lines = markdown.split("\n");
  const fences: MarkdownFence[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = "", marker, language = ""] = OPENING.exec(lines[at] ?? "") ?? [];
    if (marker === undefined) continue;
    const start = at + 1;
    while (at + 1 < lines.length && !(lines[at + 1] ?? "").trimStart().startsWith(marker)) at += 1;
    const content = lines.slice(start, at + 1).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    const above = lines.slice(0, start - 1).join("\n");
    const [, prelude = ""] = PRELUDE.exec(above) ?? [];
    const [, notRun = ""] = NOT_RUN.exec(above) ?? [];
    fences.push({ language, line: start + 1, text: content.join("\n"), prelude: prelude.trim(), notRun: notRun.trim() });
    at += 1;
  }
  return fences;
}
