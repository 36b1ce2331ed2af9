/** The fields of an object that are given. */
export type Given<Fields extends object> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** A copy without the fields that are `undefined`. */
export function withoutUndefined<Fields extends object>(fields: Fields): Given<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Given<Fields>; // what is left is given
}
