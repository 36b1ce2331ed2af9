import { Writable } from "node:stream";
import type { Io, OutputStream, StopSignal } from "../io.js";

/** An {@link Io} inside a test, and what was done to it. */
export interface CapturedIo extends Io {
  stdoutText(): string;
  stderrText(): string;
  /** Sends a signal to whoever listens. */
  signal(signal: StopSignal): void;
  /** Tells whoever listens that nothing is left that could happen. */
  idle(): void;
  /** The codes that `exit` was called with. */
  readonly exits: readonly number[];
}

/** What a {@link CapturedIo} pretends to be. */
export interface CapturedIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly isTTY?: boolean;
}

/** Surroundings for `main` inside a test. */
export function capturedIo({ cwd, env = {}, isTTY = false }: CapturedIoOptions): CapturedIo {
  const stdout = new CapturedStream(isTTY);
  const stderr = new CapturedStream(isTTY);
  const listeners = new Set<(signal: StopSignal) => void>();
  const idleListeners = new Set<() => void>();
  const exits: number[] = [];
  return {
    stdin: process.stdin,
    stdout,
    stderr,
    env,
    cwd,
    now: () => new Date(),
    exits,
    onSignal(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onIdle(listener) {
      idleListeners.add(listener);
      return () => void idleListeners.delete(listener);
    },
    exit: (code) => void exits.push(code),
    stdoutText: () => stdout.text,
    stderrText: () => stderr.text,
    idle: () => [...idleListeners].forEach((listener) => listener()),
    signal: (signal) => [...listeners].forEach((listener) => listener(signal)),
  };
}

class CapturedStream extends Writable implements OutputStream {
  text = "";
  readonly isTTY: boolean;
  readonly columns = 100;

  constructor(isTTY: boolean) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
