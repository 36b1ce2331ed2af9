import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** How a server process is run. */
export interface ServerProcessOptions {
  /** The user that it runs as where this process is root; many servers refuse to be root. */
  readonly user?: string;
  /** How it is asked to end. @default "SIGTERM" */
  readonly stopSignal?: NodeJS.Signals;
}

const OUTPUT_CHARS = 20_000;
const STOP_MS = 15_000;
const READY_MS = 60_000;

/**
 * A server in the foreground, as a child that does not outlive this process however it ends: the kernel ends the child when
 * its parent has gone. Its output is kept for error messages.
 */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #stopSignal: NodeJS.Signals;
  #output = "";

  constructor(program: string, args: readonly string[], { user, stopSignal = "SIGTERM" }: ServerProcessOptions = {}) {
    const [command, ...all] = guarded(program, args, user);
    this.#stopSignal = stopSignal;
    this.#child = spawn(command, all, { stdio: ["ignore", "pipe", "pipe"] });
    this.#closed = once(this.#child, "close").catch((error: unknown) => void (this.#output += String(error)));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.#output = (this.#output + text).slice(-OUTPUT_CHARS)));
    }
  }

  /**
   * Asks every 50 ms until it answers, and gives it back.
   *
   * @throws {Error} With the server's last output, once it has ended or a minute has passed; then it is stopped.
   */
  async whenReady(name: string, answers: () => Promise<boolean>): Promise<this> {
    const deadline = performance.now() + READY_MS;
    while (!(await answers())) {
      if (this.hasEnded || performance.now() > deadline) {
        await this.stop("SIGKILL");
        throw new Error(`Cannot start ${name}: ${this.#output}`);
      }
      await sleep(50);
    }
    return this;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }

  /** Ends it with a signal and waits until it has gone; with SIGKILL where it takes too long. */
  async stop(signal: NodeJS.Signals = this.#stopSignal): Promise<void> {
    if (this.hasEnded) return;
    this.#child.kill(signal);
    const timer = setTimeout(() => void this.#child.kill("SIGKILL"), STOP_MS);
    await this.#closed;
    clearTimeout(timer);
  }
}

function guarded(program: string, args: readonly string[], user: string | undefined): [string, ...string[]] {
  if (process.platform !== "linux") return [program, ...args];
  return ["setpriv", ...asUser(user), "--pdeathsig", "KILL", program, ...args];
}

/** The options of `setpriv` that make a program run as this user; none where this process is not root. */
export function asUser(user: string | undefined): string[] {
  if (user === undefined || process.getuid?.() !== 0) return [];
  return ["--reuid", user, "--regid", user, "--init-groups"];
}
