import { badPayload } from "./decode-json.js";
import type { JsonAnswer } from "./http-client.js";
import { nextLink } from "./next-link.js";
import { valueAtPath } from "./value-at-path.js";

/** How a listing names its next page. */
export type Pagination =
  | { readonly kind: "none" }
  | { readonly kind: "page"; readonly param: string; readonly start: number }
  | { readonly kind: "offset"; readonly param: string }
  | { readonly kind: "cursor"; readonly path: string; readonly param: string }
  | { readonly kind: "link" }
  | { readonly kind: "next-url"; readonly path: string };

/** What the next page is worked out from. */
export interface PageRead {
  readonly request: URL;
  readonly answer: JsonAnswer;
  readonly items: readonly unknown[];
}

/** The URL of the first page: numbered listings begin at their start. */
export function firstPageUrl(url: URL, pagination: Pagination): URL {
  if (pagination.kind === "page") return withQuery(url, pagination.param, String(pagination.start));
  return pagination.kind === "offset" ? withQuery(url, pagination.param, "0") : url;
}

/**
 * The URL of the next page, or `null` at the end. Numbered pages and offsets end at the first page without items, whatever
 * a total says; everything else ends where the source names no next page.
 *
 * @throws {SluiceError} `HTTP_BAD_PAYLOAD` if the next page is named by something that cannot name one.
 */
export function nextPageUrl(pagination: Pagination, { request, answer, items }: PageRead): URL | null {
  switch (pagination.kind) {
    case "none":
      return null;
    case "page":
      return items.length === 0 ? null : advance(request, pagination.param, 1);
    case "offset":
      return items.length === 0 ? null : advance(request, pagination.param, items.length);
    case "cursor": {
      const token = tokenOf(valueAtPath(answer.value, pagination.path), answer.url);
      return token === null ? null : withQuery(request, pagination.param, token);
    }
    case "link":
      return resolve(nextLink(answer.headers["link"]), answer.url);
    case "next-url":
      return resolve(tokenOf(valueAtPath(answer.value, pagination.path), answer.url), answer.url);
  }
}

/** A copy of the URL with one query parameter set. */
function withQuery(url: URL, name: string, value: string): URL {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed;
}

function advance(url: URL, param: string, by: number): URL {
  return withQuery(url, param, String(Number(url.searchParams.get(param)) + by));
}

function tokenOf(value: unknown, url: URL): string | null {
  if (value === undefined || value === null || value === "" || value === false) return null;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw badPayload(`${url.origin}${url.pathname}`, `received a next page that is of type ${Array.isArray(value) ? "array" : typeof value}`);
}

function resolve(target: string | null, base: URL): URL | null {
  if (target === null) return null;
  const url = URL.parse(target, base.href);
  if (url === null) throw badPayload(`${base.origin}${base.pathname}`, "received a next page that is no URL");
  return url;
}
