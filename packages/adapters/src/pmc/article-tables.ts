import { blockTexts, captionText } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";

/** One table; a table that is given as an image alone has no rows. */
export interface ArticleTable {
  readonly id?: string;
  readonly label?: string;
  readonly caption: string;
  /** The texts of the cells, row by row, headings first; a cell that spans several columns or rows stands once. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the rows are headings. */
  readonly headerRows: number;
  readonly footnotes?: readonly string[];
}

/** The tables in reading order. */
export function articleTables(article: JatsElement): ArticleTable[] {
  const parts = childrenOf(article, "body", "back", "floats-group", "floats-wrap");
  return parts.flatMap((part) => descendantsOf(part, "table-wrap")).map(tableOf);
}

function tableOf(wrap: JatsElement): ArticleTable {
  const id = attributeOf(wrap, "id");
  const label = inlineText(elementAt(wrap, "label"));
  const rows = descendantsOf(wrap, "tr");
  const footnotes = childrenOf(wrap, "table-wrap-foot").flatMap(blockTexts);
  return {
    ...(id === undefined ? {} : { id }),
    ...(label === "" ? {} : { label }),
    caption: captionText({ ...wrap, children: childrenOf(wrap, "caption") }),
    rows: rows.map((row) => childrenOf(row, "td", "th").map(inlineText)),
    headerRows: descendantsOf(wrap, "thead").flatMap((head) => descendantsOf(head, "tr")).length,
    ...(footnotes.length === 0 ? {} : { footnotes }),
  };
}
