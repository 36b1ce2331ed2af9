/**
 * The value that a dotted path such as `meta.next_cursor` or `links.0.href` leads to, through own properties only;
 * `undefined` where it leads nowhere. The empty path is the value itself.
 */
export function valueAtPath(value: unknown, path: string): unknown {
  if (path === "") return value;
  let at = value;
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name]; // an own property, as just checked
  }
  return at;
}
