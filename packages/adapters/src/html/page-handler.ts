import { SluiceError } from "@sluice/core-events";
import type { Handler } from "htmlparser2";
import { gapOf, headingElements, isRemoved, sectioningElements } from "./html-elements.js";
import { PageText } from "./page-text.js";
import { RaisedRun } from "./raised-run.js";
import { TextBuilder } from "./text-builder.js";

type Attributes = Readonly<Record<string, string>>;

/** What a page may hold at most. */
export interface PageLimits {
  readonly docId: string;
  /** Deepest nesting of elements. */
  readonly maxDepth: number;
  /** Most links that are kept; all are counted. */
  readonly maxLinks: number;
}

const MAX_ATTRIBUTES = 10_000;

/** Collects what a page says while it is parsed, without ever holding its tree. Nothing a page refers to is fetched. */
export class PageHandler implements Partial<Handler> {
  readonly body = new PageText();
  /** What stands inside `<main>`. */
  readonly main = new PageText();
  readonly title = new TextBuilder();
  /** Contents of `<meta>` by lower-case name or property, in order. */
  readonly metas = new Map<string, string[]>();
  /** Texts of the scripts that hold JSON-LD. */
  readonly jsonLd: string[] = [];
  readonly hrefs: string[] = [];
  linkCount = 0;
  base: string | null = null;
  canonical: string | null = null;
  license: string | null = null;
  language: string | null = null;
  direction: string | null = null;
  readonly #limits: PageLimits;
  #depth = 0;
  #attributes = 0;
  /** Depth of the outermost element of its kind that is open. */
  #removedAt: number | null = null;
  #mainAt: number | null = null;
  #sectionAt: number | null = null;
  #preAt: number | null = null;
  readonly #raised = new RaisedRun();
  #capture: "title" | "json-ld" | null = null;
  #seenTitle = false;

  constructor(limits: PageLimits) {
    this.#limits = limits;
  }

  onattribute(): void {
    this.#attributes += 1;
    if (this.#attributes > MAX_ATTRIBUTES) throw this.#beyond(`at most ${MAX_ATTRIBUTES} attributes of one element`);
  }

  onopentag(name: string, attributes: Attributes): void {
    this.#attributes = 0;
    this.#depth += 1;
    if (this.#depth > this.#limits.maxDepth) throw this.#beyond(`elements nested at most ${this.#limits.maxDepth} deep (maxDepth)`);
    this.#note(name, attributes);
    if (this.#removedAt !== null) return;
    if (isRemoved(name, attributes) || (name === "footer" && this.#sectionAt === null)) {
      this.#removedAt = this.#depth;
      return;
    }
    if (name === "main" || attributes["role"] === "main") this.#mainAt ??= this.#depth;
    this.#raised.open(name, this.#depth);
    if (sectioningElements.has(name)) this.#sectionAt ??= this.#depth;
    if (name === "pre") this.#preAt ??= this.#depth;
    this.#separate(name);
    if (headingElements.has(name)) for (const text of this.#texts()) text.openHeading();
  }

  ontext(written: string): void {
    const text = written.replaceAll("\0", ""); // which stands for nothing, as in a browser
    if (this.#capture === "title") this.title.append(text);
    else if (this.#capture === "json-ld") this.jsonLd.push((this.jsonLd.pop() ?? "") + text);
    if (this.#removedAt === null && !this.#raised.holds(text)) this.#append(text);
  }

  onclosetag(name: string): void {
    this.#capture = null;
    if (this.#removedAt === null) {
      const raised = this.#raised.close(this.#depth);
      if (raised !== "") this.#append(raised);
      if (headingElements.has(name)) for (const text of this.#texts()) text.closeHeading();
      this.#separate(name);
    }
    if (this.#removedAt === this.#depth) this.#removedAt = null;
    if (this.#mainAt === this.#depth) this.#mainAt = null;
    if (this.#sectionAt === this.#depth) this.#sectionAt = null;
    if (this.#preAt === this.#depth) this.#preAt = null;
    this.#depth -= 1;
  }

  #append(text: string): void {
    for (const part of this.#texts()) part.append(text, { preserved: this.#preAt !== null });
  }

  #texts(): readonly PageText[] {
    return this.#mainAt === null ? [this.body] : [this.body, this.main];
  }

  #separate(name: string): void {
    const gap = gapOf(name);
    if (gap === "") return;
    this.#append(this.#raised.abandon());
    for (const text of this.#texts()) text.separate(gap);
  }

  /** What an element says of the page, also inside what is not shown. */
  #note(name: string, attributes: Attributes): void {
    if ((name === "link" || name === "a") && hasRelation(attributes, "license")) this.license ??= attributes["href"] ?? null;
    if (name === "meta") this.#noteMeta(attributes);
    else if (name === "link" && hasRelation(attributes, "canonical")) this.canonical ??= attributes["href"] ?? null;
    else if (name === "base") this.base ??= attributes["href"] ?? null;
    else if (name === "html") {
      this.language ??= attributes["lang"] ?? attributes["xml:lang"] ?? null;
      this.direction ??= attributes["dir"] ?? null;
    } else if (name === "a" && attributes["href"] !== undefined) this.#noteLink(attributes["href"]);
    else if (name === "title" && this.#removedAt === null && !this.#seenTitle) {
      this.#seenTitle = true;
      this.#capture = "title";
    } else if (name === "script" && attributes["type"]?.trim().toLowerCase() === "application/ld+json") {
      this.jsonLd.push("");
      this.#capture = "json-ld";
    }
  }

  #noteMeta(attributes: Attributes): void {
    const name = (attributes["name"] ?? attributes["property"])?.trim().toLowerCase();
    const content = attributes["content"]?.trim();
    if (name === undefined || content === undefined || content === "") return;
    const known = this.metas.get(name);
    if (known === undefined) this.metas.set(name, [content]);
    else known.push(content);
  }

  #noteLink(href: string): void {
    this.linkCount += 1;
    if (this.hrefs.length < this.#limits.maxLinks) this.hrefs.push(href);
  }

  #beyond(expected: string): SluiceError {
    const { docId } = this.#limits;
    return new SluiceError(`Cannot parse ${docId}: expected ${expected}, received more`, { code: "RECORD_TOO_LARGE", context: { docId } });
  }
}

function hasRelation({ rel }: Attributes, relation: string): boolean {
  return rel !== undefined && rel.toLowerCase().split(/[ \t\n\r\f]+/).includes(relation);
}
