import * as z from "zod";
import { querySchema, splitQuery } from "./extra-query.js";
import type { Pagination } from "./pagination.js";

const name = z.string().min(1);

const knownSchema = z.strictObject({
  /** Of the first page; may have a query of its own. */
  url: z.url({ protocol: /^https?$/, error: "expected an http or https URL" }),
  /** Dotted path of the array of items. @default the body if it is an array, else the first of items, results, data, studies that is one */
  itemsPath: z.string().optional(),
  /** Dotted path of an item's id. */
  idField: name.default("id"),
  titleField: name.default("title"),
  textField: name.default("text"),
  pagination: z.enum(["none", "page", "offset", "cursor", "link", "next-url"]).default("none"),
  /** Query parameter of the page number or offset. @default "page" or "offset" */
  pageParam: name.optional(),
  /** Number of the first page. */
  startPage: z.coerce.number().int().min(0).default(1),
  /** Items asked for per page. @default left to the server */
  pageSize: z.coerce.number().int().min(1).optional(),
  /** Query parameter that carries `pageSize`. @default "limit" for offsets, else "pageSize" */
  pageSizeParam: name.optional(),
  /** Dotted path of the next page's token. */
  cursorPath: name.default("nextPageToken"),
  /** Query parameter that carries the token. */
  cursorParam: name.default("cursor"),
  /** Dotted path of the next page's URL. */
  nextPath: name.default("next"),
  /** Dotted path of the number of items in all; used for the ETA only. */
  totalPath: name.optional(),
});

const KNOWN: ReadonlySet<string> = new Set(Object.keys(knownSchema.shape));

/**
 * The parameters of a run of `http-json`. Whatever is not named here goes into the query of the request as it is; what the API
 * calls like a parameter here can be part of `url`, or of an object `query`.
 */
export const httpJsonParametersSchema = z
  .record(z.string(), z.unknown())
  .transform((parameters) => {
    const { known, query } = splitQuery(parameters, KNOWN);
    return { ...known, query };
  })
  .pipe(knownSchema.extend({ query: querySchema }));

/** What `httpJson()` is asked for, once it is checked and completed. */
export type HttpJsonParameters = Readonly<z.infer<typeof httpJsonParametersSchema>>;

/** How the listing that the parameters describe names its next page. */
export function paginationOf({ pagination, pageParam, startPage, cursorPath, cursorParam, nextPath }: HttpJsonParameters): Pagination {
  switch (pagination) {
    case "page":
      return { kind: "page", param: pageParam ?? "page", start: startPage };
    case "offset":
      return { kind: "offset", param: pageParam ?? "offset" };
    case "cursor":
      return { kind: "cursor", path: cursorPath, param: cursorParam };
    case "next-url":
      return { kind: "next-url", path: nextPath };
    default:
      return { kind: pagination };
  }
}
