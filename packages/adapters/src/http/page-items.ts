import { redactUrl } from "@sluice/core-events";
import { badPayload } from "./decode-json.js";
import type { JsonAnswer } from "./http-client.js";
import { valueAtPath } from "./value-at-path.js";

const USUAL_NAMES = ["items", "results", "data", "studies"];
const USUAL_TOTALS = ["totalCount", "total", "count", "meta.count", "meta.total"];

/**
 * The items of a page: the array at `path`, or without one the body itself, or the first of `items`, `results`, `data` and
 * `studies` that is an array.
 *
 * @throws {SluiceError} `HTTP_BAD_PAYLOAD`, retryable: an error object with status 200 is no page without items.
 */
export function pageItems({ value, url }: JsonAnswer, path: string | undefined): readonly unknown[] {
  const candidates = path === undefined ? [value, ...USUAL_NAMES.map((name) => valueAtPath(value, name))] : [valueAtPath(value, path)];
  const items: unknown = candidates.find(Array.isArray);
  if (Array.isArray(items)) return items as readonly unknown[];
  throw badPayload(redactUrl(url.href), path === undefined ? "received no array of items" : `received no array at ${path}`);
}

/** The total that a page claims, for the ETA and nothing else, or `null` if it is no count. */
export function pageTotal({ value }: JsonAnswer, path: string | undefined): number | null {
  const totals = path === undefined ? USUAL_TOTALS.map((name) => valueAtPath(value, name)) : [valueAtPath(value, path)];
  const total = totals.find((candidate) => typeof candidate === "number");
  return typeof total === "number" && Number.isSafeInteger(total) && total >= 0 ? total : null;
}
