/** `JSON.stringify` with its true type: nothing comes out for what JSON cannot hold, and where `toJSON()` returns nothing. */
export function toJson(value: unknown): string | undefined {
  return JSON.stringify(value);
}
