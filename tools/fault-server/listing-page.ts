import { syntheticItem, syntheticStudy, type SyntheticOptions } from "./synthetic-study.ts";

/** What the listings are cut from. */
export interface ListingOptions extends SyntheticOptions {
  readonly documents: number;
  /** Records per page, unless the request says otherwise. */
  readonly pageSize: number;
}

/** One page: a name that stays the same over attempts, and what it holds. */
export interface ListingPage {
  readonly name: string;
  readonly value: unknown;
}

/** The page that a request asks for, or `null` for a request that asks for none. */
export function listingPage(url: URL, options: ListingOptions): ListingPage | null {
  const size = count(url.searchParams.get("pageSize"), options.pageSize);
  if (size === null || size < 1) return null;
  if (url.pathname.endsWith("/studies")) return studiesPage(url, size, options);
  return url.pathname.endsWith("/items") ? itemsPage(url, size, options) : null;
}

/** As ClinicalTrials.gov has it: a full page carries a token, the last one too, so that an empty page may follow. */
function studiesPage({ searchParams }: URL, size: number, options: ListingOptions): ListingPage | null {
  const token = searchParams.get("pageToken");
  const from = token === null ? 0 : offsetOf(token);
  if (from === null) return null;
  const studies = records(from, size, options).map((n) => syntheticStudy(n, options));
  const total = token === null && searchParams.get("countTotal") === "true" ? { totalCount: options.documents } : {};
  const next = studies.length === size ? { nextPageToken: tokenOf(from + size) } : {};
  return { name: `studies ${from} ${size}`, value: { ...total, studies, ...next } };
}

function itemsPage({ searchParams }: URL, size: number, options: ListingOptions): ListingPage | null {
  const page = count(searchParams.get("page"), 1);
  if (page === null || page < 1) return null;
  const items = records((page - 1) * size, size, options).map((n) => syntheticItem(n, options));
  return { name: `items ${(page - 1) * size} ${size}`, value: { page, total: options.documents, items } };
}

function records(from: number, size: number, { documents }: ListingOptions): number[] {
  return Array.from({ length: Math.max(0, Math.min(size, documents - from)) }, (_, place) => from + place + 1);
}

function count(text: string | null, fallback: number): number | null {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString("base64url");
}

function offsetOf(token: string): number | null {
  const offset = /^offset:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  return offset === undefined ? null : Number(offset);
}
