import { pathToFileURL } from "node:url";
import { type Document, SluiceError } from "@sluice/core-events";
import { articleIds, documentIdOf, pmcIdOf } from "./article-ids.js";
import { articleLicence } from "./article-licence.js";
import { articleMetadata } from "./article-metadata.js";
import { articleSections } from "./article-sections.js";
import { blockTexts } from "./block-texts.js";
import { retrieved } from "../http/page-item.js";
import { findArticle } from "./find-article.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, elementAt, type JatsElement, type JatsNode } from "./jats-element.js";
import type { PmcItem } from "./pmc-item.js";
import { readJats } from "./read-jats.js";

/**
 * The document that an article in JATS is: `text` is its abstract, `sections` everything else in reading order, and `raw` the XML
 * as it was after decoding.
 *
 * @throws {SluiceError} `RECORD_MALFORMED`, `SOURCE_TRUNCATED` or `RECORD_TOO_LARGE` as `readJats`, `RECORD_UNAVAILABLE` as `findArticle`.
 */
export function articleDocument(xml: string, docId: string, item: Pick<PmcItem, "path" | "retrievedAt"> = {}): Document {
  const article = findArticle(readJats(xml));
  const meta = elementAt(article, "front", "article-meta");
  const ids = articleIds(meta);
  checkId(docId, ids);
  const abstract = mainAbstract(meta);
  const { url, text } = articleLicence(meta);
  const version = versionOf(meta, ids);
  const license = url ?? text;
  const address = addressOf(ids) ?? (item.path === undefined ? null : pathToFileURL(item.path).href);
  return {
    docId,
    title: titleOf(meta),
    text: abstractText(abstract),
    sections: articleSections(article, abstract),
    metadata: articleMetadata(article),
    provenance: {
      source: "pmc",
      ...(address === null ? {} : { url: address }),
      ...retrieved(item),
      ...(version === null ? {} : { version }),
      ...(license === undefined ? {} : { license }),
    },
    raw: { xml },
  };
}

/** An article that PMC gives in place of the one asked for must not take its name. */
function checkId(docId: string, ids: Readonly<Record<string, string>>): void {
  const found = documentIdOf(ids);
  if (pmcIdOf(docId) !== docId || found === null || pmcIdOf(found) !== found || found === docId) return;
  throw new SluiceError(`Cannot parse the article: expected ${docId}, received ${found}`, { code: "RECORD_MALFORMED", context: { docId } });
}

const MAIN_TYPES: ReadonlySet<string> = new Set(["", "abstract", "main", "normal", "structured"]);

/** Summaries, graphical abstracts and teasers say what they are; the main abstract says nothing, or that it is one. */
function mainAbstract(meta: JatsElement | undefined): JatsElement | undefined {
  return childrenOf(meta, "abstract").find((abstract) => MAIN_TYPES.has((attributeOf(abstract, "abstract-type") ?? "").toLowerCase()));
}

/** Without the heading that says no more than that it is one. */
function abstractText(abstract: JatsElement | undefined): string | null {
  if (abstract === undefined) return null;
  const isHeading = (child: JatsNode): boolean => typeof child !== "string" && child.name === "title" && /^(?:abstract|summary)[.:]?$/i.test(inlineText(child));
  return blockTexts({ ...abstract, children: abstract.children.filter((child) => !isHeading(child)) }).join("\n\n") || null;
}

function titleOf(meta: JatsElement | undefined): string | null {
  const group = elementAt(meta, "title-group");
  const parts = [elementAt(group, "article-title"), ...childrenOf(group, "subtitle")].map(inlineText).filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join(": ");
}

function addressOf(ids: Readonly<Record<string, string>>): string | null {
  const pmcId = pmcIdOf(ids["pmc"] ?? ids["pmcid"]);
  if (pmcId !== null) return `https://pmc.ncbi.nlm.nih.gov/articles/${pmcId}/`;
  return ids["doi"] === undefined ? null : `https://doi.org/${encodeURI(ids["doi"])}`;
}

function versionOf(meta: JatsElement | undefined, ids: Readonly<Record<string, string>>): string | null {
  const stated = inlineText(elementAt(meta, "article-version") ?? elementAt(meta, "article-version-alternatives", "article-version"));
  return stated === "" ? (/\.(\d{1,4})$/.exec(ids["pmcid-ver"]?.slice(0, 40) ?? "")?.[1] ?? null) : stated;
}
