import type { Gap } from "./text-builder.js";

/** Elements whose text is no part of what a page says. */
const removedElements: ReadonlySet<string> = new Set([
  "audio", "canvas", "datalist", "embed", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
]);

const REMOVED_ROLES: ReadonlySet<string> = new Set(["navigation", "search", "contentinfo"]);

/** Whether an element is no part of what a page says, for what it is or for what it says of itself. */
export function isRemoved(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (removedElements.has(name) || "hidden" in attributes || attributes["aria-hidden"] === "true") return true;
  if (name === "dialog" && !("open" in attributes)) return true;
  return REMOVED_ROLES.has(attributes["role"] ?? "") || /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test((attributes["style"] ?? "").slice(0, 1_000));
}

/** Elements whose header and footer are their own, not those of the page. */
export const sectioningElements: ReadonlySet<string> = new Set(["article", "aside", "main", "section"]);

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
