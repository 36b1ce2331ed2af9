import { type FetchContext, redactUrl } from "@sluice/core-events";
import type { HttpClient, JsonAnswer } from "./http-client.js";
import { forbidden } from "./host-policy.js";
import type { Listing } from "./listing.js";
import type { PageItem } from "./page-item.js";
import { pageItems, pageTotal } from "./page-items.js";
import { nextPageUrl } from "./pagination.js";
import { type HostPause, reportsTo } from "./request-reports.js";
import type { SecretQuery } from "./secret-query.js";

/** One page of a listing. */
export interface Page {
  readonly items: readonly unknown[];
  readonly total: number | null;
  readonly next: URL | null;
  readonly toItem: (value: unknown) => Omit<PageItem, "page" | "index">;
}

/** What asks for a page. */
export interface PageRequest {
  /** Without the secrets. */
  readonly request: URL;
  readonly secrets: SecretQuery;
  readonly context: FetchContext;
  readonly onPause: (pause: HostPause) => void;
}

/** Fetches one page. @throws {SluiceError} Whatever `HttpClient` throws, and `HOST_FORBIDDEN` for a page that falls back to http. */
export async function readPage(client: HttpClient, listing: Listing, { request, secrets, context, onPause }: PageRequest): Promise<Page> {
  const { url, pagination, itemsPath, totalPath } = listing;
  if (url.protocol === "https:" && request.protocol === "http:") {
    throw forbidden(`Cannot fetch ${redactUrl(request.href)}: expected https as for the first page, received http`);
  }
  const read = (answer: JsonAnswer): Page => {
    const items = pageItems(answer, itemsPath);
    const bytes = Math.ceil(answer.size / Math.max(1, items.length));
    const retrievedAt = Date.now();
    const toItem: Page["toItem"] = (value) => ({ bytes, retrievedAt, ...(answer.hasRawNumbers ? asText(value) : { value }) });
    return { items, toItem, total: pageTotal(answer, totalPath), next: nextPageUrl(pagination, { request, answer, items }) };
  };
  const reports = { ...reportsTo(context), onPause };
  return await client.readJson(secrets.restore(request), { read, ...reports, signal: context.signal, credentialOrigin: url.origin });
}

/** An item whose numbers survive as they were written; one that is nested too deep to be written stays as it is, and fails where it is stored. */
function asText(value: unknown): Pick<PageItem, "text" | "value"> {
  try {
    return { text: JSON.stringify(value) };
  } catch (error) {
    if (error instanceof RangeError) return { value };
    throw error;
  }
}
