import { SluiceError } from "@sluice/core-events";
import { pmcIdOf } from "./article-ids.js";
import type { Entrez, PauseReport } from "./entrez.js";
import { missingItem, type PmcItem } from "./pmc-item.js";
import type { Result } from "./search-articles.js";

/**
 * The article of one result. What concerns it alone, an id that is none or XML that stays broken, makes an item that fails
 * in `parse`; what concerns the source, a server that does not answer or asks for a pause, is thrown and ends the run resumably.
 */
export async function fetchArticle(entrez: Entrez, { id, place }: Result, report: PauseReport): Promise<PmcItem> {
  const docId = typeof id === "string" ? pmcIdOf(id) : null;
  if (docId === null) {
    return missingItem(`result-${place + 1}`, { code: "RECORD_MALFORMED", message: `Cannot read result ${place + 1}: expected a PMC id, received ${kindOf(id)}` });
  }
  try {
    const xml = await entrez.article(docId, report);
    return { docId, from: docId, bytes: xml.length, retrievedAt: Date.now(), xml };
  } catch (error) {
    if (!concernsOne(error)) throw error;
    return missingItem(docId, error);
  }
}

function concernsOne(error: unknown): error is SluiceError {
  if (!SluiceError.is(error)) return false;
  const { statusCode, excerpt } = error.context;
  if (error.code === "HTTP_STATUS") return (statusCode === 400 && !/api[ _-]?key/i.test(String(excerpt))) || statusCode === 404 || statusCode === 410;
  return ["HTTP_BODY_TOO_LARGE", "SOURCE_TRUNCATED", "RECORD_MALFORMED"].includes(error.code);
}

function kindOf(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : value === null ? "null" : `a value of type ${typeof value}`;
}
