import type { Io } from "../io.js";
import type { Presentation } from "../settings/presentation.js";
import type { Display } from "./display.js";
import { type DisplayOptions, PlainDisplay } from "./plain-display.js";

/**
 * Whether a live display is right: stderr is a terminal that can redraw, nobody reads a log (CI), and no data goes to the same
 * terminal. Asked for by name, it still needs the terminal.
 */
export function wantsLiveDisplay(output: Presentation["output"], io: Io, hasDataOnStdout: boolean): boolean {
  if (io.stderr.isTTY !== true || output === "plain") return false;
  if (io.stderr.columns === 0 || io.stderr.rows === 0) return false; // a terminal without a size, such as that of a build server
  if (hasDataOnStdout && io.stdout.isTTY === true) return false;
  if (output === "tty") return true;
  const { CI: ci, TERM: term } = io.env;
  return term !== "dumb" && (ci === undefined || ci === "" || ci === "false");
}

/** Makes the display; the live one is loaded only when it is wanted. */
export async function createDisplay(isLive: boolean, options: DisplayOptions): Promise<Display> {
  if (!isLive) return new PlainDisplay(options);
  const { TtyDisplay } = await import("./tty-display.js");
  return new TtyDisplay(options);
}
