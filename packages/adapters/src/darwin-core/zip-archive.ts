import { addAbortSignal } from "node:stream";
import { crc32 } from "node:zlib";
import { SluiceError } from "@sluice/core-events";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { InputFile } from "../files/input-file.js";
import { sourceError } from "../files/source-error.js";

const MAX_MEMBERS = 10_000;

/** What {@link ZipArchive.open} needs to know. */
export interface ZipArchiveOptions {
  /** Largest member that is read, in bytes after inflation. */
  readonly maxMemberBytes: number;
}

/** A ZIP file whose members are streamed and never unpacked to disk. Dispose it to close the file. */
export class ZipArchive implements Disposable {
  readonly path: string;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #maxMemberBytes: number;

  private constructor(path: string, zip: ZipFile, options: ZipArchiveOptions & { readonly entries: ReadonlyMap<string, Entry> }) {
    this.path = path;
    this.#zip = zip;
    this.#entries = options.entries;
    this.#maxMemberBytes = options.maxMemberBytes;
  }

  /** @throws {SluiceError} `SOURCE_UNREADABLE` if the file is not a whole ZIP file, or has too many members or one name twice. */
  static async open({ path }: InputFile, options: ZipArchiveOptions): Promise<ZipArchive> {
    let zip: ZipFile | undefined;
    try {
      zip = await openPromise(path, { autoClose: false, lazyEntries: true });
      return new ZipArchive(path, zip, { ...options, entries: await entriesOf(zip) });
    } catch (error) {
      zip?.close();
      throw sourceError(error, { path });
    }
  }

  /** The names of all files inside, without directories and what macOS adds. */
  get members(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** How large a member says it is, in bytes after inflation; 0 for one that is not there. */
  sizeOf(member: string): number {
    return this.#entries.get(member)?.uncompressedSize ?? 0;
  }

  /**
   * The bytes of one member, as they are inflated. Size and checksum are compared with those the archive declares.
   *
   * @throws {SluiceError} `SOURCE_UNREADABLE` if the member is missing, encrypted, damaged or larger than the limit.
   */
  async *read(member: string, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const entry = this.#entries.get(member);
    if (entry === undefined) throw this.#unreadable(member, "expected it in the archive, received none");
    if (entry.uncompressedSize > this.#maxMemberBytes) {
      throw this.#unreadable(member, `expected at most ${this.#maxMemberBytes} bytes (maxMemberBytes), received ${entry.uncompressedSize}`);
    }
    if (entry.isEncrypted()) throw this.#unreadable(member, "expected an archive without a password, received an encrypted member");
    let checksum = 0;
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      if (signal !== undefined) addAbortSignal(signal, stream);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (error) {
      throw sourceError(error, { path: `${member} in ${this.path}`, signal });
    }
    if (checksum !== entry.crc32) throw this.#unreadable(member, "expected the checksum that the archive declares, received another");
  }

  [Symbol.dispose](): void {
    this.#zip.close();
  }

  #unreadable(member: string, problem: string): SluiceError {
    const context = { path: this.path, member };
    return new SluiceError(`Cannot read ${member} in ${this.path}: ${problem}`, { code: "SOURCE_UNREADABLE", context });
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    if (fileName.endsWith("/") || /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/.test(fileName)) continue;
    if (entries.has(fileName)) throw new Error(`expected distinct member names, received ${JSON.stringify(fileName)} twice`);
    if (entries.size === MAX_MEMBERS) throw new Error(`expected at most ${MAX_MEMBERS} members, received more`);
    entries.set(fileName, entry);
  }
  return entries;
}
