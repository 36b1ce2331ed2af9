import type { FileHandle } from "node:fs/promises";
import { type LogFileSystem, nodeLogFileSystem } from "../log/log-files.js";

type Call = (...parameters: unknown[]) => Promise<unknown>;

/** How a {@link failingFileSystem} goes wrong. */
export interface FailingFileSystemOptions {
  /** The number of the call that fails, from 1; every call counts, those of file handles too. */
  readonly failAt?: number;
  /** Fails every call of this name once `armed` says so. */
  readonly failName?: string;
  /** How many bytes a single write takes at most. @default all */
  readonly writeBytes?: number;
}

/** The real file system, except that calls fail with ENOSPC. A write that fails has written some of its bytes before. */
export function failingFileSystem({ failAt, failName, writeBytes = Infinity }: FailingFileSystemOptions): LogFileSystem & { calls: string[]; isArmed: boolean } {
  const state = { calls: [] as string[], isArmed: true };
  const guarded = (name: string, call: Call): Call => async (...parameters) => {
    state.calls.push(name);
    const fails = state.calls.length === failAt || (state.isArmed && name === failName);
    const shortened = name === "write" ? shorten(parameters, fails ? 700 : writeBytes) : parameters;
    if (!fails) return await call(...shortened);
    if (name === "write" || name === "close") await call(...shortened); // a torn write; and no handle is left open
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: "ENOSPC" });
  };
  const open = guarded("open", nodeLogFileSystem.open as unknown as Call);
  return Object.assign(state, { open: (async (...parameters: unknown[]) => guardHandle((await open(...parameters)) as FileHandle, guarded)) });
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
