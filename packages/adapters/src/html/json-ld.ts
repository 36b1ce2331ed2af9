import { fieldAt, isRecordObject, type RecordObject } from "../records/field-at.js";

/** What a page's JSON-LD says of it, as far as we read it. */
export interface JsonLdFacts {
  readonly title: string | null;
  readonly description: string | null;
  readonly published: string | null;
  readonly license: string | null;
  readonly authors: readonly string[];
  /** How many scripts are no JSON. */
  readonly broken: number;
}

const MAX_NODES = 1_000;
const TELLING = ["headline", "datePublished", "author"];

/** Reads the first node that is about an article or the like, one level of lists and `@graph` deep. */
export function readJsonLd(scripts: readonly string[]): JsonLdFacts {
  const parsed = scripts.map(parse);
  const nodes = parsed.flatMap(nodesOf).slice(0, MAX_NODES);
  const node = nodes.find((candidate) => TELLING.some((name) => Object.hasOwn(candidate, name))) ?? {};
  return {
    title: textOf(fieldAt(node, "headline")),
    description: textOf(fieldAt(node, "description")),
    published: textOf(fieldAt(node, "datePublished")),
    license: licenseOf(fieldAt(node, "license")),
    authors: namesOf(fieldAt(node, "author")),
    broken: parsed.filter((value) => value === undefined).length,
  };
}

/** `undefined` for what is no JSON, or nested too deep for the parser; it is counted. */
function parse(script: string): unknown {
  try {
    return JSON.parse(script) as unknown;
  } catch {
    return undefined;
  }
}

function nodesOf(value: unknown): RecordObject[] {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  return listed.filter(isRecordObject).flatMap((node) => {
    const graph = fieldAt(node, "@graph");
    return Array.isArray(graph) ? graph.filter(isRecordObject) : [node];
  });
}

function namesOf(author: unknown): string[] {
  const authors: unknown[] = Array.isArray(author) ? author.slice(0, MAX_NODES) : [author];
  return authors.map((one) => textOf(isRecordObject(one) ? fieldAt(one, "name") : one)).filter((name) => name !== null);
}

/** A licence is a URL, or a work that has one. */
function licenseOf(license: unknown): string | null {
  if (!isRecordObject(license)) return textOf(license);
  return ["url", "@id", "name"].map((name) => textOf(fieldAt(license, name))).find((text) => text !== null) ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
