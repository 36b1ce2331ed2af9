import { styleText } from "node:util";
import type { OutputStream } from "../io.js";
import { escapeControls } from "./escape-controls.js";

/** How a line stands out, where colours are shown. */
export type LineStyle = "plain" | "good" | "warning" | "bad" | "dim" | "strong";

const formats = { good: "green", warning: "yellow", bad: "red", dim: "dim", strong: "bold" } as const;

/** Takes secrets out of a text; what `Redactor` does. */
export interface TextRedactor {
  text(text: string): string;
}

/**
 * What people read: whole lines, without secrets, without control characters, coloured only where that is wanted.
 * A live display may take the lines over while it runs, so that they appear above it.
 */
export class Terminal {
  readonly stream: OutputStream;
  readonly isColoured: boolean;
  #redactor: TextRedactor | null = null;
  #takeOver: ((line: string) => void) | null = null;

  constructor(stream: OutputStream, env: Readonly<Record<string, string | undefined>>) {
    this.stream = stream;
    this.isColoured = wantsColour(stream, env);
  }

  /** From now on no line shows what `redactor` knows. */
  redactWith(redactor: TextRedactor): void {
    this.#redactor = redactor;
  }

  /** Hands every line to `takeOver` instead of the stream; `null` ends that. */
  divert(takeOver: ((line: string) => void) | null): void {
    this.#takeOver = takeOver;
  }

  line(text: string, style: LineStyle = "plain"): void {
    const line = this.style(escapeControls(this.#redactor?.text(text) ?? text), style);
    if (this.#takeOver === null) this.stream.write(`${line}\n`);
    else this.#takeOver(line);
  }

  /** Colours text that is safe already. */
  style(text: string, style: LineStyle): string {
    return this.isColoured && style !== "plain" ? styleText(formats[style], text, { validateStream: false }) : text;
  }
}

/** `FORCE_COLOR` wins over `NO_COLOR`, as in Node itself; else colours are for terminals. */
function wantsColour(stream: OutputStream, env: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (none !== undefined && none !== "") return false;
  return stream.isTTY === true && term !== "dumb";
}
