const MAX_PATHS = 1_024;

const namesOfPaths = new Map<string, readonly string[]>();

/**
 * The value that a dotted path such as `meta.next_cursor` or `links.0.href` leads to, through own properties only;
 * `undefined` where it leads nowhere. The empty path is the value itself.
 */
export function valueAtPath(value: unknown, path: string): unknown {
  if (path === "") return value;
  let at = value;
  for (const name of namesOf(path)) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name]; // an own property, as just checked
  }
  return at;
}

/** The same few paths are asked for with every item. */
function namesOf(path: string): readonly string[] {
  let names = namesOfPaths.get(path);
  if (names === undefined) {
    if (namesOfPaths.size >= MAX_PATHS) namesOfPaths.clear();
    names = path.split(".");
    namesOfPaths.set(path, names);
  }
  return names;
}
