import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { SluiceError } from "@sluice/core-events";
import { gitEnvironment, type GitOptions } from "./run-git.js";

/** Reads objects of a repository through one `git cat-file --batch`, one after the other. Dispose of it to end git. */
export class GitObjects implements AsyncDisposable {
  readonly #git: ChildProcessByStdio<Writable, Readable, null>;
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  readonly #closed: Promise<unknown>;
  #rest: Buffer = Buffer.alloc(0);

  constructor({ cwd, env }: GitOptions) {
    this.#git = spawn("git", ["cat-file", "--batch"], { cwd, env: gitEnvironment(env), stdio: ["pipe", "pipe", "ignore"] });
    this.#git.stdin.on("error", () => undefined); // git has ended: the read that follows says so
    this.#chunks = this.#git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>; // no encoding is set
    this.#closed = once(this.#git, "close").catch(() => undefined); // could not be started: the read that follows says so
  }

  /** The bytes of an object, or null if the repository lacks it, as a partial clone does. */
  async read(object: string): Promise<Buffer | null> {
    this.#git.stdin.write(`${object}\n`);
    const header = await this.#line();
    if (header.endsWith(" missing")) return null;
    const size = Number(/^\S+ blob (\d+)$/.exec(header)?.[1] ?? Number.NaN);
    if (Number.isNaN(size)) throw new SluiceError(`Cannot read the history: git said ${JSON.stringify(header)} of ${object}`, { code: "SOURCE_UNREADABLE" });
    const bytes = await this.#take(size + 1);
    return bytes.subarray(0, size);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#git.stdin.destroy();
    this.#git.stdout.destroy();
    this.#git.kill();
    await this.#closed;
  }

  async #line(): Promise<string> {
    let end = this.#rest.indexOf(0x0a);
    while (end === -1) {
      await this.#more();
      end = this.#rest.indexOf(0x0a);
    }
    return (await this.#take(end + 1)).subarray(0, end).toString("utf8");
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#rest.length < length) await this.#more();
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    const { value } = await this.#chunks.next();
    if (value === undefined) throw new SluiceError("Cannot read the history: git cat-file ended early", { code: "SOURCE_UNREADABLE" });
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}
