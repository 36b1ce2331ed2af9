import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** What is wrong with a text, and where. */
export interface YamlProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** A YAML document that has been read, or why it has not. */
export interface SafeYaml {
  /** Plain JSON; `undefined` if there are problems. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** The line of the node that a path leads to, or of the closest one above it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

const MAX_CHARS = 256 * 1024;
const MAX_DEPTH = 64;
const MAX_ALIASES = 32;

/**
 * Reads one YAML 1.2 document that may be hostile, in time and memory bounded by its own size: no custom tags, no merge keys, no
 * key twice, and limits to size, depth and aliases.
 */
export function readSafeYaml(text: string): SafeYaml {
  if (text.length > MAX_CHARS) return refused(1, `expected at most ${MAX_CHARS} characters, received ${text.length}`);
  const deep = lineTooDeep(text);
  if (deep !== null) return refused(deep, `expected at most ${MAX_DEPTH} levels`);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", schema: "core", merge: false, uniqueKeys: false, strict: true, lineCounter, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const syntax = [...document.errors, ...document.warnings].map(({ pos, message }) => ({ line: lineAt(pos[0]), message }));
  const problems = syntax.length > 0 ? syntax : structureProblems(document, lineAt);
  if (problems.length > 0) return { value: undefined, problems, lineOf: () => 1 };
  return {
    ...resolved(document),
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}

/** Aliases inside of aliases multiply; how often is known only while they are resolved. */
function resolved(document: Document): Pick<SafeYaml, "value" | "problems"> {
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown, problems: [] };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { value: undefined, problems: [{ line: 1, message: error.message }] };
  }
}

/**
 * The line where brackets or indentation nest deeper than any sound file, or `null`. Looked at before parsing, since parser and
 * composer recurse.
 */
function lineTooDeep(text: string): number | null {
  let brackets = 0;
  for (const [index, line] of text.split("\n").entries()) {
    for (const character of line) {
      if (character === "[" || character === "{") brackets += 1;
      else if ((character === "]" || character === "}") && brackets > 0) brackets -= 1;
    }
    const dashes = /^(?:[-?:] ?)*/.exec(line.trimStart())?.[0].length ?? 0; // "- - - x" nests on one line
    const indent = line.length - line.trimStart().length;
    if (brackets > MAX_DEPTH || dashes > MAX_DEPTH || indent > 4 * MAX_DEPTH) return index + 1;
  }
  return null;
}

function structureProblems(document: Document, lineAt: (offset: number) => number): YamlProblem[] {
  const problems: YamlProblem[] = [];
  let aliases = 0;
  visit(document, {
    Alias(_key, node) {
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) problems.push({ line: lineAt(node.range?.[0] ?? 0), message: `expected at most ${MAX_ALIASES} aliases` });
    },
    Map(_key, { items }) {
      const names = new Set<unknown>(); // the parser's own check compares each key with all keys before it
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : key; // 1 and "1" become the same key of an object
        if (names.has(name)) problems.push({ line: lineAt(isNode(key) ? (key.range?.[0] ?? 0) : 0), message: "expected each key once" });
        names.add(name);
      }
    },
    Pair(_key, { key }) {
      const name = isNode(key) ? key.toJSON() as unknown : key;
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      if (typeof name === "object") problems.push({ line: lineAt(offset), message: "expected a plain key" });
      else if (name === "<<" || name === "__proto__") problems.push({ line: lineAt(offset), message: `expected no key ${name}` });
    },
  });
  return problems;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

function refused(line: number, message: string): SafeYaml {
  return { value: undefined, problems: [{ line, message }], lineOf: () => line };
}
