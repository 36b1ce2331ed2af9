import { readJsonLd } from "./json-ld.js";
import type { PageHandler } from "./page-handler.js";

/** What a page says of itself. */
export interface PageFacts {
  readonly title: string | null;
  /** Under what it may be used: the URL it links to as its licence, else what it states. */
  readonly license: string | null;
  /** Only what the page says; nothing is made up. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Title and metadata of a page. Where several places name the same thing, the one meant for scholarly search comes first
 * (`citation_*`), then Open Graph, JSON-LD, Dublin Core and plain elements. Dates and names are kept as they are written.
 */
export function pageFacts(page: PageHandler, { url }: { readonly url: URL | null }): PageFacts {
  const jsonLd = readJsonLd(page.jsonLd);
  const meta = (...names: string[]): string | null => names.map((name) => page.metas.get(name)?.[0]).find((content) => content !== undefined) ?? null;
  const metas = (...names: string[]): readonly string[] => names.map((name) => page.metas.get(name) ?? []).find((contents) => contents.length > 0) ?? [];
  const base = (page.base === null ? null : absolute(page.base, url)) ?? url;
  const scholarly = metas("citation_author", "citation_authors");
  const found: Record<string, unknown> = {
    description: meta("description", "og:description") ?? jsonLd.description ?? meta("dc.description", "twitter:description"),
    canonicalUrl: page.canonical === null ? null : withoutFragment(absolute(page.canonical, base)),
    language: page.language ?? meta("citation_language", "dc.language", "og:locale"),
    direction: directionOf(page.direction),
    published: meta("citation_publication_date", "citation_date", "citation_online_date", "article:published_time") ?? jsonLd.published ?? meta("dc.date", "dcterms.issued", "date"),
    authors: [scholarly, jsonLd.authors, metas("author", "dc.creator")].find((names) => names.length > 0) ?? null,
    doi: meta("citation_doi"),
    siteName: meta("og:site_name", "citation_journal_title"),
    brokenJsonLd: jsonLd.broken === 0 ? null : jsonLd.broken,
  };
  const license = page.license === null ? null : absolute(page.license, base);
  const links = page.hrefs.map((href) => absolute(href, base)?.href).filter((href) => href !== undefined);
  return {
    license: license?.href ?? jsonLd.license ?? meta("dcterms.license", "dc.rights.license", "license", "dcterms.rights", "dc.rights", "rights"),
    title: meta("citation_title", "og:title") ?? jsonLd.title ?? (page.title.toString() || firstHeading(page)),
    metadata: { ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null && value !== "")), links, linkCount: page.linkCount },
  };
}

function firstHeading({ body }: PageHandler): string | null {
  return body.sections.find(({ title }) => title !== null)?.title ?? null;
}

/** The http(s) URL that a reference stands for, or `null`: other schemes lead nowhere. */
function absolute(reference: string, base: URL | null): URL | null {
  const url = base === null ? URL.parse(reference) : URL.parse(reference, base.href);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") ? url : null;
}

function withoutFragment(url: URL | null): string | null {
  if (url === null) return null;
  url.hash = "";
  return url.href;
}

function directionOf(direction: string | null): string | null {
  const lower = direction?.trim().toLowerCase() ?? null;
  return lower === "rtl" || lower === "ltr" ? lower : null;
}
