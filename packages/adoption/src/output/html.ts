/** A piece of HTML that needs no escaping any more. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, pieces of HTML and lists of them are not. */
export type HtmlPart = string | number | Html | readonly Html[];

/**
 * HTML with every value escaped, in text as in quoted attributes, so that no name from a repository becomes markup.
 *
 * @example
 * ```ts
 * assert.equal(html`<b title="${'"'}">${"<i>"}</b>`.text, '<b title="&#34;">&#60;i&#62;</b>');
 * ```
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const texts = strings.map((text, index) => text + textOf(parts[index] ?? ""));
  return new Html(texts.join(""));
}

/** Nothing. */
export const EMPTY_HTML = new Html("");

function textOf(part: HtmlPart): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return String(part).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
