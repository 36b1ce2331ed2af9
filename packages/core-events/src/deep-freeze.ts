/** Values that came frozen and have been gone through; what they hold stays frozen for good. */
const known = new WeakSet();

/**
 * Freezes a value with all objects and arrays in it, however deep they lie, and returns it. Binary data and instances of classes
 * stay as they are: a date or a map would change all the same.
 */
export function deepFreeze<T>(value: T): T {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isPlain(next) || isDone(next)) continue;
    Object.freeze(next);
    for (const item of Object.values(next)) if (typeof item === "object") waiting.push(item);
  }
  return value;
}

/** Whether there is nothing left to do. Only what is frozen already is remembered, because most objects are met once. */
function isDone(value: object): boolean {
  if (!Object.isFrozen(value)) return false;
  if (known.has(value)) return true;
  known.add(value);
  return false;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null; // an Object.prototype, also that of another realm
}
