import { UsageError } from "../usage-error.js";

/**
 * Reads `name=value` pairs; a name given several times becomes a list. The error says nothing of the value, which may be a secret.
 *
 * @throws {UsageError} If a pair has no `=` or no name.
 */
export function parseParameters(pairs: readonly string[]): Record<string, string | readonly string[]> {
  const values = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError('Cannot read --param: expected name=value, received a text without a name or "="');
    const name = pair.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries([...values].map(([name, [only = "", ...more]]) => [name, more.length === 0 ? only : [only, ...more]]));
}
