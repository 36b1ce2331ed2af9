const MAX_ALTERNATIVES = 1_000;

/**
 * The patterns that a pattern with braces stands for: `a.{md,txt}` is `a.md` and `a.txt`. Braces nest; a backslash or
 * a pair without a comma leaves them as they are.
 *
 * @throws {RangeError} If there are more than 1,000 of them.
 */
export function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = firstBraces(next);
    if (braces === null) done.push(next);
    else open.push(...braces.alternatives.map((alternative) => `${braces.before}${alternative}${braces.after}`).reverse());
    if (done.length + open.length > MAX_ALTERNATIVES) {
      throw new RangeError(`Cannot use the pattern: expected at most ${MAX_ALTERNATIVES} alternatives, received more`);
    }
  }
  return done;
}

interface Braces {
  readonly before: string;
  readonly alternatives: readonly string[];
  readonly after: string;
}

function firstBraces(pattern: string): Braces | null {
  for (let start = 0; start < pattern.length; start += 1) {
    if (pattern[start] === "\\") start += 1;
    else if (pattern[start] === "{") {
      const found = bracesAt(pattern, start);
      if (found !== null) return found;
    }
  }
  return null;
}

function bracesAt(pattern: string, start: number): Braces | null {
  const commas = [start];
  let depth = 0;
  for (let at = start; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\") at += 1;
    else if (char === "{") depth += 1;
    else if (char === "," && depth === 1) commas.push(at);
    else if (char === "}" && (depth -= 1) === 0) {
      if (commas.length === 1) return null;
      const ends = [...commas.slice(1), at];
      return { before: pattern.slice(0, start), alternatives: ends.map((end, index) => pattern.slice((commas[index] ?? start) + 1, end)), after: pattern.slice(at + 1) };
    }
  }
  return null;
}
