import { blockTexts } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";

/** Under what an article may be used, as far as it says. */
export interface ArticleLicence {
  readonly url?: string;
  readonly type?: string;
  readonly text?: string;
  readonly copyright?: string;
}

/** The licence and copyright statement of an article. A URL is what is linked as the licence, never guessed from the text. */
export function articleLicence(meta: JatsElement | undefined): ArticleLicence {
  const permissions = elementAt(meta, "permissions");
  const license = elementAt(permissions, "license") ?? elementAt(meta, "license");
  const found = {
    url: urlOf(permissions, license),
    type: attributeOf(license, "license-type"),
    text: license === undefined ? "" : blockTexts({ ...license, children: license.children.filter((child) => typeof child === "string" || child.name !== "license_ref") }).join("\n\n"),
    copyright: copyrightOf(permissions) || inlineText(elementAt(meta, "copyright-statement")),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ""));
}

function urlOf(permissions: JatsElement | undefined, license: JatsElement | undefined): string | undefined {
  const reference = inlineText(descendantsOf(permissions, "license_ref")[0]);
  const links = descendantsOf(license, "ext-link", "uri").map((link) => attributeOf(link, "href") ?? inlineText(link));
  const candidates = [attributeOf(license, "href"), reference, ...links.filter((link) => /creativecommons\.org|publicdomain|licen[cs]e/i.test(link.slice(0, 500)))];
  return candidates.find((url) => url !== undefined && /^https?:\/\//.test(url));
}

function copyrightOf(permissions: JatsElement | undefined): string {
  const statement = inlineText(elementAt(permissions, "copyright-statement"));
  if (statement !== "") return statement;
  const parts = childrenOf(permissions, "copyright-year", "copyright-holder").map(inlineText).filter((part) => part !== "");
  return parts.length === 0 ? "" : `© ${parts.join(" ")}`;
}
