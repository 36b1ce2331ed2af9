/** An object of a record that comes from elsewhere: nothing is known of what its fields hold. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = Object.freeze({});

/** The fields of a value; none, if it is no object. Ask for names that `Object.prototype` does not have. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : NONE; // every object may be asked for a field
}

/** The text in a field, or `null` if it is empty or something else. */
export function textIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : null;
}
