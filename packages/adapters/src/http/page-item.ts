import { parseJsonExactly } from "../text/parse-json-exactly.js";

/** One item of a listing, with its place; plain JSON, so it can be stored and parsed later. */
export interface PageItem {
  /** The page's number, from 1. */
  readonly page: number;
  /** The item's place in its page, from 0. */
  readonly index: number;
  /** The item's share of its page, for the byte budget. */
  readonly bytes: number;
  /** When its page came, in ms since epoch. */
  readonly retrievedAt?: number;
  readonly value?: unknown;
  /** The item as JSON, in place of `value` where a page holds numbers that a double cannot hold. */
  readonly text?: string;
}

/** The item itself, with every number as it was written. */
export function itemValue({ value, text }: PageItem): unknown {
  return text === undefined ? value : parseJsonExactly(text);
}

/** What a document's provenance says of when its item came. */
export function retrieved({ retrievedAt }: Pick<PageItem, "retrievedAt">): { retrievedAt?: number } {
  return retrievedAt === undefined ? {} : { retrievedAt };
}

/** Where an item stands, for one without an id. */
export function itemPlace({ page, index }: PageItem): string {
  return `page-${page}-item-${index + 1}`;
}
