/** A line that waits to be written. */
export interface PendingLine {
  readonly text: string;
  readonly bytes: number;
  readonly time: number;
  readonly forcesSync: boolean;
}

/** Lines that are written together. */
export interface LineGroup {
  readonly bytes: Buffer;
  readonly events: number;
  readonly latest: number;
  readonly forcesSync: boolean;
}

const MAX_GROUP_BYTES = 2_097_152;

/** Lines in the order of their offsets, taken in groups. */
export class PendingLines {
  #lines: PendingLine[] = [];
  #taken = 0;
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get length(): number {
    return this.#lines.length - this.#taken;
  }

  push(line: PendingLine): void {
    this.#lines.push(line);
    this.#bytes += line.bytes;
  }

  /** Takes at least one line, and no more than fit into `room` bytes. */
  take(room: number): LineGroup {
    const limit = Math.min(room, MAX_GROUP_BYTES);
    const from = this.#taken;
    let bytes = 0;
    let latest = -Infinity;
    let forcesSync = false;
    while (this.#taken < this.#lines.length) {
      const line = this.#lines[this.#taken] as PendingLine; // it is below length
      if (bytes > 0 && bytes + line.bytes > limit) break;
      bytes += line.bytes;
      latest = Math.max(latest, line.time);
      forcesSync ||= line.forcesSync;
      this.#taken += 1;
    }
    let text = "";
    for (let index = from; index < this.#taken; index += 1) text += this.#lines[index]?.text ?? "";
    const group = { bytes: Buffer.from(text), events: this.#taken - from, latest, forcesSync };
    this.#bytes -= bytes;
    this.#forget();
    return group;
  }

  /** Gives all of them up. @returns How many there were. */
  clear(): number {
    const count = this.length;
    this.#lines = [];
    this.#taken = 0;
    this.#bytes = 0;
    return count;
  }

  #forget(): void {
    if (this.#taken < this.#lines.length && this.#taken < 1024) return;
    this.#lines = this.#taken === this.#lines.length ? [] : this.#lines.slice(this.#taken);
    this.#taken = 0;
  }
}
