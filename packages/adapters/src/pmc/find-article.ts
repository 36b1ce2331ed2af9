import { SluiceError } from "@sluice/core-events";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, type JatsElement } from "./jats-element.js";

/**
 * The article of what PMC answers with: itself, or the one of a set.
 *
 * @throws {SluiceError} `RECORD_UNAVAILABLE` for an answer that says that there is none to be had; `RECORD_MALFORMED` for
 * anything else that holds no article.
 */
export function findArticle(root: JatsElement): JatsElement {
  if (root.name === "article") return root;
  const [article] = childrenOf(root, "article");
  if (root.name === "pmc-articleset" && article !== undefined) return article;
  const refusal = descendantsOf(root, "error", "ERROR", "Reply")[0];
  if (refusal !== undefined) throw unavailable(refusal);
  const message = `Cannot parse the article: expected an article, received the element ${root.name.slice(0, 60)}`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED" });
}

function unavailable(refusal: JatsElement): SluiceError {
  const reason = attributeOf(refusal, "code") ?? attributeOf(refusal, "error");
  const text = inlineText(refusal) || (reason ?? "no reason");
  const message = `Cannot read the article: PMC does not give it out, ${text.slice(0, 300)}`;
  return new SluiceError(message, { code: "RECORD_UNAVAILABLE", context: reason === undefined ? {} : { reason: reason.slice(0, 300) } });
}
