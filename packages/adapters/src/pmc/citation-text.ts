import { personName } from "./article-people.js";
import { inlineText } from "./inline-text.js";
import { elementsOf, type JatsElement } from "./jats-element.js";

/** A citation as a reader would see it: what is written as a sentence stays one, parts that nothing separates are separated by full stops. */
export function citationText(citation: JatsElement): string {
  if (citation.children.some((child) => typeof child === "string" && child.trim() !== "")) return inlineText(citation);
  const parts = elementsOf(citation).filter(({ name }) => name !== "pub-id").map(partText).filter((part) => part !== "");
  return parts.map((part) => (part.endsWith(".") ? part.slice(0, -1) : part)).join(". ");
}

function partText(part: JatsElement): string {
  if (part.name !== "person-group") return inlineText(part);
  const names = elementsOf(part).map((name) => (name.name === "name" ? personName(name) : name.name === "etal" ? "et al" : inlineText(name)));
  return names.filter((name) => name !== "").join(", ");
}
