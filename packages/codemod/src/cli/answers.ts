import { createInterface, type Interface } from "node:readline";
import type { CodemodIo } from "./codemod-io.js";

/** Lines that a person types in answer to questions; also several at once, of which none is lost. */
export class Answers implements Disposable {
  readonly #io: Pick<CodemodIo, "stdin" | "stdout">;
  #lines: Interface | null = null;
  #iterator: NodeJS.AsyncIterator<string> | null = null;

  constructor(io: Pick<CodemodIo, "stdin" | "stdout">) {
    this.#io = io;
  }

  /** Asks, and resolves with the line typed, or `null` at the end of input. */
  async next(question: string): Promise<string | null> {
    this.#lines ??= createInterface({ input: this.#io.stdin, terminal: false });
    this.#iterator ??= this.#lines[Symbol.asyncIterator]();
    this.#io.stdout.write(question);
    const { done, value } = await this.#iterator.next();
    return done === true ? null : value;
  }

  [Symbol.dispose](): void {
    this.#lines?.close();
  }
}
