import type { FileHandle } from "node:fs/promises";
import { type FileSystem, nodeFileSystem } from "../file-system.js";

type Call = (...parameters: unknown[]) => Promise<unknown>;

/** How a {@link failingFileSystem} goes wrong. */
export interface FailingFileSystemOptions {
  /** The number of the call that fails, from 1; every call counts, those of file handles too. */
  readonly failAt?: number;
  /** Fails every call of this name instead. */
  readonly failName?: string;
  /** How many bytes a single write takes at most, the failing one included. @default all */
  readonly writeBytes?: number;
}

/** The real file system, except that one call fails with EIO. A write that fails has written some of its bytes before. */
export function failingFileSystem({ failAt, failName, writeBytes = Infinity }: FailingFileSystemOptions): FileSystem & { calls: string[] } {
  const calls: string[] = [];
  const guarded = (name: string, call: Call): Call => async (...parameters) => {
    calls.push(name);
    const fails = calls.length === failAt || name === failName;
    const shortened = name === "write" ? shorten(parameters, fails ? Math.min(writeBytes, 7) : writeBytes) : parameters;
    if (!fails) return await call(...shortened);
    if (name === "write" || name === "close") await call(...shortened); // a torn write; and no handle is left open
    throw Object.assign(new Error(`EIO: i/o error, ${name}`), { code: "EIO" });
  };
  const lstat = guarded("lstat", nodeFileSystem.lstat as Call) as FileSystem["lstat"]; // only the first overload is used
  const open = guarded("open", nodeFileSystem.open as Call);
  return { calls, lstat, open: async (...parameters) => guardHandle((await open(...parameters)) as FileHandle, guarded) };
}

function guardHandle(handle: FileHandle, guarded: (name: string, call: Call) => Call): FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function" || typeof name === "symbol") return value;
      return guarded(name, (value as Call).bind(target));
    },
  });
}

function shorten(parameters: readonly unknown[], limit: number): unknown[] {
  const [bytes, offset, length, position] = parameters as [Buffer, number, number, number];
  return [bytes, offset, Math.min(length, limit), position];
}
