/** A first-in, first-out queue whose `push` and `shift` cost the same at any length. Bounding it is its owner's business. */
export class RingQueue<T> {
  #slots: (T | undefined)[] = new Array<T | undefined>(16);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#length) & (this.#slots.length - 1)] = item;
    this.#length += 1;
  }

  /** Takes the oldest item. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#slots[this.#head];
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
    this.#length -= 1;
    return item;
  }

  clear(): void {
    this.#slots = new Array<T | undefined>(16);
    this.#head = 0;
    this.#length = 0;
  }

  #grow(): void {
    const size = this.#slots.length;
    const slots = new Array<T | undefined>(size * 2);
    for (let index = 0; index < size; index += 1) slots[index] = this.#slots[(this.#head + index) & (size - 1)];
    this.#slots = slots;
    this.#head = 0;
  }
}
