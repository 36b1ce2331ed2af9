/** What a value is, for messages about what a module exports; says nothing of its content but the names of its fields. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return describeObject(value);
  return typeof value === "function" ? "a function" : `a ${typeof value}`;
}

function describeObject(value: object): string {
  const names = Object.keys(value);
  if (names.length === 0) return "an object without fields";
  return `an object with ${names.slice(0, 8).join(", ")}${names.length > 8 ? " …" : ""}`;
}
