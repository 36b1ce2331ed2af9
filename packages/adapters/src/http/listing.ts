import type { HttpClientOptions } from "./http-client-options.js";
import type { Pagination } from "./pagination.js";

/** A listing and how it is read. */
export interface Listing {
  /** Without page, with all other query parameters. */
  readonly url: URL;
  readonly pagination: Pagination;
  /** Added to the query of the first page, and of it alone. */
  readonly firstQuery?: Readonly<Record<string, string>>;
  readonly itemsPath: string | undefined;
  readonly totalPath: string | undefined;
  /** The id of an item, or `null`. Items whose id has come before are dropped and counted. @default nothing is dropped */
  readonly idOf?: (value: unknown) => string | null;
  readonly http: HttpClientOptions;
}
