import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { hasCode } from "./has-code.js";

/** How much a {@link RotatingFile} keeps. */
export interface RotatingFileOptions {
  readonly path: string;
  /** Size at which a new file is begun; a file is larger only if one line is. */
  readonly maxBytes: number;
  /** Files kept, the present one included: `path`, `path.1` (the one before) … */
  readonly maxFiles: number;
}

/** Lines appended to a file that is put aside when it has grown. */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #file: FileHandle | null = null;
  #size = 0;
  /** Whether the last line may be torn, so that the next one must not join it. */
  #torn = false;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  /** Appends a line. What fails leaves at most a torn line behind, which the next append ends. */
  async append(line: string): Promise<void> {
    const bytes = Buffer.from(`${line}\n`);
    if (this.#file !== null && this.#size > 0 && this.#size + bytes.length > this.#options.maxBytes) await this.#rotate();
    const file = (this.#file ??= await this.#open());
    const text = this.#torn ? Buffer.concat([Buffer.from("\n"), bytes]) : bytes;
    this.#torn = true;
    await file.appendFile(text);
    this.#torn = false;
    this.#size += text.length;
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  async #open(): Promise<FileHandle> {
    const file = await open(this.#options.path, "a+", 0o600);
    try {
      const { size } = await file.stat();
      this.#size = size;
      this.#torn = size > 0 && (await lastByte(file, size)) !== 0x0a;
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #rotate(): Promise<void> {
    await this.close();
    const { path, maxFiles } = this.#options;
    await rm(`${path}.${maxFiles - 1}`, { force: true });
    for (let number = maxFiles - 2; number >= 1; number -= 1) await renameIfThere(`${path}.${number}`, `${path}.${number + 1}`);
    if (maxFiles > 1) await renameIfThere(path, `${path}.1`);
    else await rm(path, { force: true });
    this.#size = 0;
  }
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0];
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
}
