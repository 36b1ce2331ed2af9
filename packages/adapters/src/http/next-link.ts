/** A target, a quoted text, a separator or a word; none of them can start inside another, so matching is linear. */
const TOKEN = /<[^<>]*>|"[^"]*"|[;,=]|[^\s<>";,=]+/g;

/** The target of the first `rel="next"` in a `Link` header (RFC 8288), as it is written there, or `null`. */
export function nextLink(header: string | undefined): string | null {
  let target: string | null = null;
  let name = "";
  let isValue = false;
  for (const [token] of (header ?? "").matchAll(TOKEN)) {
    if (token === "=") isValue = true;
    else if (token === ";" || token === ",") {
      if (token === ",") target = null;
      [name, isValue] = ["", false];
    } else if (isValue) {
      if (name === "rel" && target !== null && isNext(token)) return target;
      isValue = false;
    } else if (token.startsWith("<")) target = token.slice(1, -1);
    else name = token.toLowerCase();
  }
  return null;
}

function isNext(relations: string): boolean {
  return relations.replaceAll('"', "").toLowerCase().split(/\s+/).includes("next");
}
