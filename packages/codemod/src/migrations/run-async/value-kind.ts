/**
 * What is known of a value that a loop's body computes. A document, and what is in it, is taken for data as in JSON: strings,
 * numbers, booleans, null, lists and plain objects, none of which fail when they are converted or compared.
 */
export type ValueKind =
  | "document"
  | "part" // metadata, provenance: an object in every document
  | "text"
  | "maybe-text" // title, text: a string or null
  | "maybe-list" // sections: a list, or missing
  | "number"
  | "boolean"
  | "texts"
  | "list"
  | "pairs"
  | "data"
  | "opaque" // anything: may be handed on, and not looked into
  | FreshKind;

/** A collection that the function has made and that nobody else has got hold of before the loop ends. */
export type FreshKind = "own-list" | "own-keyed" | "own-object";

const DOCUMENT_PARTS: Readonly<Record<string, ValueKind>> = { docId: "text", title: "maybe-text", text: "maybe-text", metadata: "part", provenance: "part", sections: "maybe-list" };

/** What a document holds under a name. */
export function partOfDocument(name: string): ValueKind {
  return DOCUMENT_PARTS[name] ?? "data";
}

/** Whether a value can be put into a string, a sum or a comparison without anything being called. */
export function isPlain(kind: ValueKind): boolean {
  return kind !== "opaque" && !kind.startsWith("own-");
}

/** What a loop over a value gives, or undefined if the loop could fail. */
export function elementOf(kind: ValueKind | undefined): ValueKind | undefined {
  if (kind === "text" || kind === "texts") return "text";
  return kind === "list" || kind === "pairs" ? "data" : undefined;
}

/** What is known of a value that is one of two. */
export function either(left: ValueKind, right: ValueKind): ValueKind {
  if (left === right) return left;
  return isPlain(left) && isPlain(right) ? "data" : "opaque";
}

/** What `left ?? right` is. */
export function coalesced(left: ValueKind, right: ValueKind): ValueKind {
  if (left === "maybe-text") return either("text", right);
  if (left === "maybe-list") return right === "texts" || right === "list" ? "list" : "data";
  return either(left, right);
}

/** What a method gives that cannot fail on such a value, or undefined. */
export function resultOfMethod(subject: ValueKind, name: string): ValueKind | undefined {
  if (subject === "text") return TEXT_METHODS[name];
  if (subject === "texts" || subject === "list" || subject === "pairs" || subject === "own-list") return LIST_METHODS[name];
  return subject === "own-keyed" ? KEYED_METHODS[name] : undefined;
}

/** Methods of a list that call a function for each element, and what they give. */
export function resultOfCallback(subject: ValueKind, name: string, returned: ValueKind): ValueKind | undefined {
  if (subject !== "texts" && subject !== "list" && subject !== "own-list") return undefined;
  if (name === "filter") return subject === "texts" ? "texts" : "list";
  if (name === "map") return returned === "text" ? "texts" : "list";
  return { some: "boolean", every: "boolean", find: "data", findIndex: "number" }[name] as ValueKind | undefined; // names of kinds
}

/** Functions of the language that fail for no data, and what they give. */
export const GLOBAL_FUNCTIONS: Readonly<Record<string, ValueKind>> = {
  String: "text", Number: "number", Boolean: "boolean", "Array.isArray": "boolean", "Number.isInteger": "boolean", "Number.isFinite": "boolean", "Number.isNaN": "boolean",
  "Math.max": "number", "Math.min": "number", "Math.abs": "number", "Math.floor": "number", "Math.ceil": "number", "Math.round": "number", "Math.trunc": "number",
};

/** Functions that fail for what is no object. */
export const OBJECT_FUNCTIONS: Readonly<Record<string, ValueKind>> = { "Object.keys": "texts", "Object.values": "list", "Object.entries": "pairs" };

/** Methods that put something into a collection of one's own. */
export const OWN_MUTATIONS: Readonly<Record<FreshKind, readonly string[]>> = { "own-list": ["push", "unshift"], "own-keyed": ["set", "add", "delete"], "own-object": [] };

const TEXT_METHODS: Readonly<Record<string, ValueKind>> = {
  at: "maybe-text", charAt: "text", charCodeAt: "number", codePointAt: "data", concat: "text", endsWith: "boolean", includes: "boolean", indexOf: "number", lastIndexOf: "number",
  replace: "text", search: "number", slice: "text", split: "texts", startsWith: "boolean", substring: "text", toLowerCase: "text", toUpperCase: "text", trim: "text", trimEnd: "text", trimStart: "text",
};
const LIST_METHODS: Readonly<Record<string, ValueKind>> = { at: "opaque", includes: "boolean", indexOf: "number", join: "text", lastIndexOf: "number", slice: "list" };
const KEYED_METHODS: Readonly<Record<string, ValueKind>> = { get: "opaque", has: "boolean" };
