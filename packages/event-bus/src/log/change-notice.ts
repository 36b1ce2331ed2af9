import { watch } from "node:fs";
import { untilAborted } from "../until-aborted.js";

/** Tells that something may be new. Look at `version`, then for news, then wait: nothing is lost in between. */
export class ChangeNotice implements Disposable {
  #version = 0;
  #waiting: PromiseWithResolvers<void> | null = null;

  get version(): number {
    return this.#version;
  }

  announce(): void {
    this.#version += 1;
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  /** Resolves at the first change after `version`, or after `ms`. @throws The signal's reason. */
  async after(version: number, { ms, signal }: { readonly ms: number; readonly signal?: AbortSignal | undefined }): Promise<void> {
    if (this.#version !== version) return;
    this.#waiting ??= Promise.withResolvers<void>();
    const { promise } = this.#waiting;
    const timer = setTimeout(() => this.announce(), Math.min(ms, 2 ** 31 - 1));
    try {
      await untilAborted(promise, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  [Symbol.dispose](): void {
    this.announce();
  }
}

/** Notices of changes in a directory, from whatever process. Where the system cannot watch, only the caller's `ms` is left. */
export function watchDirectory(directory: string): ChangeNotice {
  const notice = new ChangeNotice();
  let watcher;
  try {
    watcher = watch(directory, { persistent: false }, () => notice.announce());
  } catch {
    return notice; // no such directory yet, no more watches to be had, or a file system without them: polling does it
  }
  watcher.on("error", () => watcher.close());
  const dispose = notice[Symbol.dispose].bind(notice);
  notice[Symbol.dispose] = () => {
    watcher.close();
    dispose();
  };
  return notice;
}
