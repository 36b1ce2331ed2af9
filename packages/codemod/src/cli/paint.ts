import { styleText } from "node:util";
import type { Environment } from "../files/run-git.js";
import type { OutputStream } from "./codemod-io.js";

/** How text stands out, where colours are shown. */
export type Style = "red" | "green" | "yellow" | "cyan" | "dim" | "bold";

/** Colours text that is safe to show already. */
export type Paint = (style: Style, text: string) => string;

/** Colours for a stream: `FORCE_COLOR` wins over `NO_COLOR`, as in Node itself; else they are for terminals. */
export function paintFor(stream: OutputStream, env: Environment): Paint {
  return wantsColour(stream, env) ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

function wantsColour(stream: OutputStream, env: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (none !== undefined && none !== "") return false;
  return stream.isTTY === true && term !== "dumb";
}
