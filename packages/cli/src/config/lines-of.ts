import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** Where the value at a path stands, from 1; where it is missing, what it would stand in. `null` if nothing is known. */
export type LineOf = (path: readonly PropertyKey[]) => number | null;

/** Finds the lines of values in YAML, or in JSON, which is YAML, too. The text must have been parsed without error. */
export function linesOf(text: string): LineOf {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter, logLevel: "silent" });
  return (path) => {
    const offset = offsetOf(contents, path);
    return offset === null ? null : counter.linePos(offset).line;
  };
}

function offsetOf(root: Node | null, path: readonly PropertyKey[]): number | null {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? null;
  for (const key of path) {
    const found = childOf(node, key);
    if (found === null) return offset;
    node = found.value;
    offset = found.offset ?? offset;
  }
  return offset;
}

interface Child {
  readonly value: unknown;
  /** That of the key, where there is one: a value may begin on the next line. */
  readonly offset: number | null;
}

function childOf(node: unknown, key: PropertyKey): Child | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
    return pair === undefined ? null : { value: pair.value, offset: isScalar(pair.key) ? (pair.key.range?.[0] ?? null) : null };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(key)];
  return item === undefined ? null : { value: item, offset: (item as Node).range?.[0] ?? null }; // parsed items are nodes
}
