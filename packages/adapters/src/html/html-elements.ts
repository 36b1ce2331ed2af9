import type { Gap } from "./text-builder.js";

/** Elements whose text is no part of what a page says. */
export const removedElements: ReadonlySet<string> = new Set([
  "audio", "canvas", "datalist", "embed", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
]);

/** Elements that begin a section with their text as title. */
export const headingElements: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);

const gaps: ReadonlyMap<string, Gap> = new Map([
  ...["article", "aside", "blockquote", "dl", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "ol", "p", "pre", "section", "table", "ul"].map((name) => [name, "\n\n"] as const),
  ...["address", "body", "br", "caption", "center", "dd", "details", "div", "dt", "fieldset", "figcaption", "form", "legend", "li", "option", "summary", "tbody", "tfoot", "thead", "tr"].map((name) => [name, "\n"] as const),
  ...["td", "th"].map((name) => [name, "\t"] as const),
]);

/** What stands between an element and the text beside it. */
export function gapOf(element: string): Gap {
  return gaps.get(element) ?? "";
}
