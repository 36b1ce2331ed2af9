const MAX_CHARS = 1_024;

/** A name, and then nothing or an external identifier. What is inside the quotes cannot hold a quote, so matching is linear. */
const BARE = /^\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC\s+(?:"[^"]*"|'[^']*'))\s*(?:"[^"]*"|'[^']*')?)?\s*$/;

/**
 * Lets the one kind of DOCTYPE pass that real articles begin with: a name and an external identifier. The identifier is never
 * looked at further, and nothing is fetched or declared because of it.
 *
 * @param doctype What stands between `<!DOCTYPE` and `>`.
 * @throws {Error} If it has an internal subset, which is where entities are declared, or is anything else.
 */
export function checkDoctype(doctype: string): void {
  if (doctype.includes("[")) throw new Error("expected a DOCTYPE without declarations of its own, received one with an internal subset");
  if (doctype.length > MAX_CHARS || !BARE.test(doctype)) throw new Error("expected a DOCTYPE of a name and an external identifier, received something else");
}
