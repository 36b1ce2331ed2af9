import type { Io } from "./io.js";
import { Terminal } from "./output/terminal.js";

/** One call of the command line: its surroundings, its terminal and how it ends. */
export class Session {
  readonly io: Io;
  /** What people read, on stderr. */
  readonly terminal: Terminal;
  exitCode = 0;

  constructor(io: Io) {
    this.io = io;
    this.terminal = new Terminal(io.stderr, io.env);
  }
}
